"""Typst: facts in as JSON, PDF or PNG out. What people wrote reaches a template as string values, never as markup."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from app.paper import typefaces

TEMPLATES = Path(__file__).parents[2] / "templates" / "paper"
_NO_ROOM = "does not fit: "


class DoesNotFit(Exception):
    """The text does not fit its paper even at the smallest size allowed. `part` says what: `front`, `name`, `steps`."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def pdf(template: str, facts: Mapping[str, Any]) -> bytes:
    """The document of `templates/paper/<template>.typ` as PDF. Raises DoesNotFit."""
    made = _compile(template, facts, format="pdf")
    return made if isinstance(made, bytes) else b"".join(made)


def png(template: str, facts: Mapping[str, Any], ppi: float) -> list[bytes]:
    """The same document as pictures, one a page, with so many pixels an inch. Raises DoesNotFit."""
    made = _compile(template, facts, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else made


def noted(template: str, facts: Mapping[str, Any], label: str) -> list[Any]:
    """The values of all `metadata` that the template has set under this label, in the order of the page. Raises DoesNotFit."""
    try:
        answer = _compiler(template, facts).query(f"<{label}>", field="value")
    except RuntimeError as trouble:  # a query says it with another exception than a compilation
        _refuse(str(trouble))
        raise
    return list(json.loads(answer))


def _compile(template: str, facts: Mapping[str, Any], **wishes: Any) -> Any:
    try:
        made, warnings = _compiler(template, facts).compile_with_warnings(**wishes)
    except typst.TypstError as trouble:
        _refuse(trouble.message)
        raise
    if warnings:  # a face that is not found prints nothing at all: rather no label than an empty one
        raise RuntimeError(f"{template}.typ: {warnings[0]}")
    return made


def _refuse(message: str) -> None:
    """Raises DoesNotFit where that is what the template has said."""
    _, marked, part = message.partition(_NO_ROOM)
    if marked:
        raise DoesNotFit(part.strip()) from None


def _compiler(template: str, facts: Mapping[str, Any]) -> Any:
    # A compiler must not be used from two threads at once; a new one costs a tenth of a millisecond, fonts are shared.
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )


@cache
def _fonts() -> Any:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typefaces.FOLDER)]
    )
