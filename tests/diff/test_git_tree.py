"""A tree in git holds the files that the same folder has on the disk, whatever its links lead to."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from statusgen.diff.git_tree import LINK, GitTree
from statusgen.storage.disk import read_tree
from tests.examples import examples

_NAMES = st.sampled_from(["a", "b", "c", ".h", "_u", "d~"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)
_TARGETS = st.lists(st.sampled_from(["a", "b", "c", "_u", "..", ".", ""]), min_size=1, max_size=4).map(
    "/".join
)


def made(root: Path, files: list[str], links: list[tuple[str, str]]) -> None:
    """Write files and links, as far as they can be there together."""
    for path, target in [*((one, "") for one in files), *links]:
        whole = root / path
        if any(
            (root / one).is_symlink() or (root / one).is_file() for one in whole.relative_to(root).parents
        ):
            continue
        whole.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(whole):
            continue
        if target:
            whole.symlink_to(target.replace("//", f"{root}/", 1))
        else:
            whole.write_text(path, encoding="utf-8")


def as_in_git(root: Path) -> GitTree:
    """The same folder as git would keep it."""
    paths = [Path(folder) / name for folder, below, names in os.walk(root) for name in (*below, *names)]
    kept = [path for path in paths if path.is_symlink() or path.is_file()]
    modes = {path.relative_to(root).as_posix(): LINK if path.is_symlink() else "100644" for path in kept}
    targets = {path.relative_to(root).as_posix(): str(path.readlink()) for path in kept if path.is_symlink()}
    return GitTree(modes, targets, str(root))


@example(["a/a"], [("a/b", "a/..")])
@example(["a/a", "b"], [("a/b", "none/../../b")])
@settings(max_examples=examples(60))
@given(st.lists(_PATHS, max_size=6), st.lists(st.tuples(_PATHS, _TARGETS), max_size=3))
def test_it_holds_what_the_disk_holds(files: list[str], links: list[tuple[str, str]]) -> None:
    """Links within are followed, and those that lead out or to nothing are named."""
    with TemporaryDirectory() as name:
        root = Path(name).resolve() / "x"
        root.mkdir()
        made(root, files, links)
        found = as_in_git(root).files((".", "_"))
        for one in found:
            if one.left_out == "is a link to nothing":
                (root / one.path).unlink(missing_ok=True)  # `read_tree` says that it cannot read it
        sound = {one.path: (root / one.real).read_bytes() for one in found if not one.left_out}
        assert sound == read_tree(root, strict=False)
