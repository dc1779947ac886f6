"""Changing a rule from a day on: what a change may say, and how it will read."""

import string
from collections.abc import Sequence
from datetime import date, timedelta

from app.base.errors import RuleBroken
from app.standards.rules.book import Rule, all_rules
from app.standards.rules.findings import Finding, Severity
from app.standards.rules.tables import table


class ChangeRefused(RuleBroken):
    """This change cannot enter the book. `field` names the part of the change that it is about."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def rows_of(code: str) -> list[Rule]:
    """The file's rows of a code; empty when no check knows it."""
    return [rule for rule in all_rules() if rule.code == code]


def names_of(code: str) -> frozenset[str]:
    """The {names} that the check behind this code fills: those that the file's rows use."""
    return frozenset(
        name for rule in rows_of(code) for text in (rule.sentence, rule.next_step) for name in _names_in(text)
    )


def check_change(change: Rule, earlier: Sequence[Rule], *, today: date) -> None:
    """Nothing when `change` may enter the book. Raises ChangeRefused, saying what to mend.

    `earlier` are the changes made before it. A rule of today or before is never rewritten: the new row begins today at the
    earliest. It may follow on what is in force, but not reach over a change that is dated later than it.
    """
    if not change.categories or not all(
        any(category in row.categories for row in rows_of(change.code)) for category in change.categories
    ):
        raise ChangeRefused(
            "categories", "Pilih paling sedikit satu jenis barang yang memang diperiksa aturan ini."
        )
    if change.severity is Severity.TOLAK and not change.may_refuse:
        raise ChangeRefused(
            "severity",
            "Aturan ini belum terbukti dari dua sumber, jadi paling berat “periksa”: kurator yang memutuskan.",
        )
    for field, text in (("sentence", change.sentence), ("next_step", change.next_step)):
        _check_words(change.code, field, text)
    _check_days(change, earlier, today)


def _check_words(code: str, field: str, text: str) -> None:
    known = names_of(code)
    offered = ", ".join(f"{{{name}}}" for name in sorted(known)) or "tidak ada"
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise ChangeRefused(
            field, "Kurung kurawalnya tidak berpasangan. Tulis nama seperti {contoh}."
        ) from None
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if name not in known or form or conversion:
            raise ChangeRefused(
                field, f"{{{name}}} tidak dikenal di aturan ini. Yang bisa dipakai: {offered}."
            )


def _check_days(change: Rule, earlier: Sequence[Rule], today: date) -> None:
    begins = change.valid_from
    if begins is None or begins < today:
        raise ChangeRefused(
            "begins_on", "Aturan hari kemarin tidak bisa diubah lagi. Pilih hari ini atau sesudahnya."
        )
    if change.valid_until is not None and change.valid_until < begins:
        raise ChangeRefused("ends_on", "Hari terakhirnya lebih awal daripada hari mulainya. Balik keduanya.")
    later = [
        other.valid_from
        for other in earlier
        if other.code == change.code
        and other.categories & change.categories
        and other.regions == change.regions
        and other.valid_from is not None
        and other.valid_from > begins
    ]
    if later and (change.valid_until is None or change.valid_until >= min(later)):
        last = min(later) - timedelta(days=1)
        raise ChangeRefused(
            "ends_on",
            f"Mulai {min(later):%d-%m-%Y} sudah ada perubahan lain. Isi hari terakhir, paling lambat {last:%d-%m-%Y}.",
        )


def example(rule: Rule) -> Finding:
    """The rule as a seller would read it, with example facts. The words must have been checked."""
    content = table("rules")
    return rule.finding(**{**content["examples"], **content["examples_of"].get(rule.code, {})})


def _names_in(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name]
