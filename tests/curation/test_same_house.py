"""Whether two addresses are one house, by rule and in SQL alike, however people write a street."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.curation.queries import conflicts as in_sql
from app.curation.rules.conflicts import Address, number_key, same_house, street_key

HERE, THERE = "36.71.05.1003", "36.71.05.1001"

SPELLINGS = [
    ("Jl. Melati No. 7", "melati 7"),
    ("jalan melati no.07", "melati 7"),
    ("JLN MELATI NOMOR 7", "melati 7"),
    ("Melati 7", "melati 7"),
    ("Jl. Melati No.7 RT 02/RW 05", "melati 7"),
    ("Jl Melati RT.002 RW.005 no 7", "melati 7"),
    ("Jl. Melati No. 7, RT02/05", "melati 7"),
    ("Gang Mawar 3A", "gg mawar 3 a"),
    ("Gg.Mawar No 3-A", "gg mawar 3 a"),
    ("Perumahan Griya Asri Blok C2 No. 11", "perum griya asri blok c 2 11"),
    ("Perum. Griya Asri blk C-2/11", "perum griya asri blok c 2 11"),
    ("Kampung Babakan", "kp babakan"),
    ("Kp. Babakan", "kp babakan"),
    ("  ", ""),
    ("RT 02 RW 05", ""),
    ("Jl. No.", ""),
]


@pytest.mark.parametrize(("typed", "key"), SPELLINGS)
def test_streets_are_compared_as_people_mean_them(typed: str, key: str) -> None:
    assert street_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [("002", "2"), ("RT 02", "2"), ("5", "5"), ("", ""), (None, ""), ("000", ""), ("010", "10")],
)
def test_rt_and_rw_are_numbers(typed: str | None, key: str) -> None:
    assert number_key(typed) == key


HOUSE = Address(HERE, "Jl. Melati No. 7", "002", "005")
PAIRS = [
    ("the same in other letters", Address(HERE, "jalan melati 07", "2", "RW 5"), True),
    ("another number", Address(HERE, "Jl. Melati No. 9", "002", "005"), False),
    ("another RT", Address(HERE, "Jl. Melati No. 7", "003", "005"), False),
    ("another RW", Address(HERE, "Jl. Melati No. 7", "002", "006"), False),
    ("another kelurahan", Address(THERE, "Jl. Melati No. 7", "002", "005"), False),
    ("no RT and RW, but a number", Address(HERE, "Melati 7"), True),
    ("no kelurahan", Address(None, "Jl. Melati No. 7", "002", "005"), False),
    ("no street", Address(HERE, "", "002", "005"), False),
]


@pytest.mark.parametrize(("other", "same"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_one_house(other: Address, same: bool) -> None:
    assert (same_house(HOUSE, other), same_house(other, HOUSE)) == (same, same)


def test_a_street_without_a_number_needs_rt_and_rw() -> None:
    kampung = Address(HERE, "Kp. Babakan", "001", "004")
    assert same_house(kampung, Address(HERE, "Kampung Babakan", "1", "4"))
    assert not same_house(kampung, Address(HERE, "Kampung Babakan"))


WORDS = [
    "Jl.", "jalan", "JLN", "Melati", "mawar", "No.", "nomor", "no", "7", "07", "A", "3a", "Blok", "blk", "C2", "RT", "rt02",
    "002", "/", "RW", "05", "Gang", "gg.", "Kp", "kampung", "perum", "-", ",", "  ", "é", "İ", "ß", "\t", "\\1",
]  # fmt: skip
STREETS = st.one_of(
    st.none(),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=9).map("".join),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30),
)


def test_sql_reads_a_street_as_the_rule_does(db: Any) -> None:
    query = sa.select(
        in_sql.street_key(sa.bindparam("street", type_=sa.Text)),
        in_sql.number_key(sa.bindparam("street", type_=sa.Text)),
    )

    @settings(deadline=None, max_examples=250)
    @given(STREETS)
    def same(street: str | None) -> None:
        assert tuple(db.execute(query, {"street": street}).one()) == (street_key(street), number_key(street))

    same()
