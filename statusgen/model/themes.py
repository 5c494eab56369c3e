"""Themes that a site can choose from, and which of them are trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TEMPLATES = "templates/"
"""Folder of the theme files that run while a site is built. All other files are data."""


@dataclass(frozen=True, slots=True)
class Themes(Mapping[str, Mapping[str, bytes]]):
    """Files of each theme by path, by the theme's name.

    `untrusted` names the themes whose templates run in a sandbox; see docs/themes.md. `shipped` are the
    files of the shipped themes as they came.
    """

    files: Mapping[str, Mapping[str, bytes]]
    untrusted: frozenset[str] = frozenset()
    shipped: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Mapping[str, bytes]:
        return self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def is_shipped(self, name: str, path: str) -> bool:
        """Return whether a file of a theme is a shipped one as it came, so that nothing is wrong with it."""
        return path in self.shipped.get(name, {}) and self.shipped[name][path] == self.files[name][path]


def add_own(
    shipped: Mapping[str, Mapping[str, bytes]], own: Mapping[str, Mapping[str, bytes]], *, trust: bool
) -> Themes:
    """Combine the shipped themes with a site's own ones.

    Own files replace those of a shipped theme with the same name. A theme is untrusted, unless `trust`, if it
    has a template that is not, byte for byte, the shipped theme's of the same name and path.
    """
    files = {name: {**shipped.get(name, {}), **own.get(name, {})} for name in (*shipped, *own)}
    untrusted = (name for name in own if _has_foreign_template(own[name], shipped.get(name, {})))
    return Themes(files, frozenset() if trust else frozenset(untrusted), shipped)


def _has_foreign_template(own: Mapping[str, bytes], shipped: Mapping[str, bytes]) -> bool:
    return any(path.startswith(TEMPLATES) and shipped.get(path) != data for path, data in own.items())
