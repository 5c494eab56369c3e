"""Lists in forms, such as factors and actions: an entry is a row of fields."""

from __future__ import annotations

from typing import Any

from statusgen.authoring.fields import Question, entry_questions
from statusgen.preview.editor.form_specs import FormInput, cell_name, row_count
from statusgen.read.catalogues import Texts


def options_of(texts: Texts, question: Question) -> list[tuple[str, str]]:
    """Return what a question offers to choose from: values and their names."""
    return [(one, texts.gettext(one)) for one in question.options]


def entry_rows(texts: Texts, entered: FormInput, question: Question) -> list[list[dict[str, Any]]]:
    """Return the fields of each entry of a list."""
    translate = texts.gettext
    return [
        [
            {
                "name": name,
                "label": translate(one.text),
                "value": entered.values.get(name, ""),
                "shape": one.shape,
                "rare": one.rare,
                "options": options_of(texts, one),
                "hint": translate(one.hint) if one.hint else "",
            }
            for one in sorted(entry_questions(question.field), key=lambda one: one.rare)
            for name in (cell_name(question.field, number, one),)
        ]
        for number in range(row_count(entered, question.field))
    ]
