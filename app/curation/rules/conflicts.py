"""Who stands too near to a maker to judge what she makes. `queries/conflicts.py` says the same in SQL."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.base.errors import RuleBroken

LEAST_WORDS, MOST_WORDS = 3, 300


class Tie(StrEnum):
    """Why. Told to nobody but the curator herself, and only what she has said or knows anyway."""

    OWN = "own"
    """She makes there, or did, or has made in one gerai with somebody of it: the same group."""
    HELPED = "helped"
    """She acts for one of its makers as a kader."""
    DECLARED = "declared"
    SAME_HOUSE = "same_house"


class BadDeclaration(RuleBroken):
    """What she wrote about a tie cannot be kept like this."""


@dataclass(frozen=True)
class Address:
    """Where somebody lives, as typed. `village`: the code of the kelurahan or desa."""

    village: str | None
    street: str | None
    rt: str | None = None
    rw: str | None = None


@dataclass(frozen=True)
class CuratorTies:
    """What is known of a curator. Ids of gerai where she has ever made, of makers whom she helps, of gerai that she named."""

    groups: frozenset[int] = frozenset()
    helps: frozenset[int] = frozenset()
    declared: frozenset[int] = frozenset()
    homes: Collection[Address] = ()


@dataclass(frozen=True)
class GeraiTies:
    """What is known of a gerai: who makes there now, and every gerai in which anybody who ever made there has ever made."""

    seller_id: int
    makers: frozenset[int]
    groups: frozenset[int]
    address: Address


def tie(curator: CuratorTies, gerai: GeraiTies) -> Tie | None:
    """The nearest tie between the two, None when she may judge."""
    if gerai.seller_id in curator.groups or curator.groups & gerai.groups:
        return Tie.OWN
    if curator.helps & gerai.makers:
        return Tie.HELPED
    if gerai.seller_id in curator.declared:
        return Tie.DECLARED
    if any(same_house(home, gerai.address) for home in curator.homes):
        return Tie.SAME_HOUSE
    return None


STEPS = (
    (r"[^a-z0-9]+", " "),
    (r"([a-z])([0-9])", r"\1 \2"),
    (r"([0-9])([a-z])", r"\1 \2"),
    (r" +", "  "),  # each word gets blanks of its own: neighbours are found, too
    (r" rt +[0-9]+ +rw +[0-9]+ ", " "),
    (r" rt +[0-9]+ +[0-9]+ ", " "),
    (r" (rt|rw) +[0-9]+ ", " "),
    (r" (jalan|jln|jl|nomor|nomer|nmr|no) ", " "),
    (r" (gang|gng|gg) ", " gg "),
    (r" (blok|blk) ", " blok "),
    (r" (perumahan|perum|prm) ", " perum "),
    (r" (kompleks|komplek|kompl|komp) ", " komplek "),
    (r" (kampung|kampong|kmp|kp) ", " kp "),
    (r" (dusun|dsn) ", " dusun "),
    (r" 0+([0-9])", r" \1"),
    (r" +", " "),
)
"""What is done to a street in small letters, in order. Plain enough to mean the same to Python and to PostgreSQL."""

CAPITALS, SMALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
"""Only these are made small: beyond them the two would disagree, and beyond them there is only a blank anyway."""


def street_key(street: str | None) -> str:
    """A street and number as it is compared: `Jl. Melati No.07` and `jalan melati 7` are one; empty when there is none.

    RT and RW inside it fall away: they have fields of their own.
    """
    text = f" {(street or '').translate(str.maketrans(CAPITALS, SMALL))} "
    for pattern, to in STEPS:
        text = re.sub(pattern, to, text)
    return text.strip(" ")


def number_key(typed: str | None) -> str:
    """`RT 05`, `005`, `5` → `5`; empty when there is none."""
    return re.sub(r"[^0-9]", "", typed or "").lstrip("0")


def same_house(one: Address, other: Address) -> bool:
    """The same kelurahan, RT, RW and street. Where an RT or RW was left out, the street must name a number."""
    if not one.village or one.village != other.village:
        return False
    key = street_key(one.street)
    if not key or key != street_key(other.street):
        return False
    pairs = [
        (number_key(one.rt), number_key(other.rt)),
        (number_key(one.rw), number_key(other.rw)),
    ]
    if any(mine and hers and mine != hers for mine, hers in pairs):
        return False
    return bool(re.search("[0-9]", key)) or all(mine and hers for mine, hers in pairs)


def check_words(words: str) -> None:
    """Raises BadDeclaration when nobody could understand later what the tie was."""
    if len(words) < LEAST_WORDS:
        raise BadDeclaration("Tulis singkat hubungannya, misalnya “sepupu” atau “tetangga sebelah”.")
    if len(words) > MOST_WORDS:
        raise BadDeclaration(f"Terlalu panjang: paling banyak {MOST_WORDS} huruf.")
