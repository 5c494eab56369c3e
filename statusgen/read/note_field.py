"""What a field of notes or updates declares."""

from __future__ import annotations

from dataclasses import dataclass

from statusgen.read.days import day_begin, day_end
from statusgen.read.primitives import instant, instant_before, instant_promised, new_end, new_start
from statusgen.read.yaml.decode import Field, T

DAYS = (day_begin, day_end)
TIMES = (instant, instant_before, instant_promised, new_start, new_end, *DAYS)
"""The decoders of instants; those of `DAYS` read days."""


@dataclass(frozen=True, slots=True, eq=False)
class NoteField(Field[T]):
    """Field of a note or an update. Its texts are keys of the catalogues in `statusgen/translations/`."""

    label: str = ""
    """Name in the editor for the browser; empty if the editor does not offer the field."""
    question: str = ""
    """Asks for it in commands and forms; empty if it is only written by hand."""
    example: str = ""
    """Example of an answer, shown in parentheses after the question in forms."""
    hint: str = ""
    """Meaning of an answer, shown below the question in the preview's editor."""
    answer: str = ""
    """Name in `Draft` and as an option, if it is not `name`."""
    has_texts: bool = False
    """Whether the value is a list that holds texts, which translations repeat in the same order."""

    shown: tuple[str, ...] = ()
    """Names on pages, if they differ from the label."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the English texts that name it in forms and on pages."""
        return tuple(filter(None, (self.label, self.question, *self.shown)))

    @property
    def asked(self) -> str:
        """Return the question with its example, as forms show it."""
        return f"{self.question} ({self.example})" if self.example else self.question

    @property
    def draft_name(self) -> str:
        """Return the name of the answer in a `Draft`."""
        return self.answer or self.name

    @property
    def is_text(self) -> bool:
        """Return whether readers are shown the value as it is written."""
        return self.decoder.is_text

    @property
    def is_day(self) -> bool:
        """Return whether the value is the beginning or the end of a day."""
        return any(self.decoder is one for one in DAYS)

    @property
    def is_time(self) -> bool:
        """Return whether the value is an instant."""
        return any(self.decoder is one for one in TIMES)
