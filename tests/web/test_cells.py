"""No cell of a list that is taken home is ever a formula, whatever somebody has written into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.sheets import safe_cell

SIGNS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("sign", SIGNS)
def test_what_would_begin_a_formula_stands_behind_an_apostrophe(sign: str) -> None:
    assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"


@given(st.text())
def test_nothing_else_is_touched_and_nothing_is_lost(text: str) -> None:
    cell = safe_cell(text)
    assert cell.removeprefix("'" if text[:1] and text[0] in SIGNS else "") == text
    assert not cell or cell[0] not in SIGNS
