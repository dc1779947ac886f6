"""The rule book, for the admin: what is in force, how it came about, and changing it from a day on."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import queries as people
from app.base import clock
from app.base.kinds import CATEGORY_WORDS, Category
from app.base.zones import WIB, WIT
from app.regions import queries as regions
from app.standards import queries, service
from app.standards.forms import BASIS_WORDS, SEVERITY_WORDS, RuleForm
from app.standards.models import RuleChange
from app.standards.rules.book import Rule, all_rules, rule_book
from app.standards.rules.changes import ChangeRefused, check_change, example, names_of
from app.standards.rules.findings import Finding
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("standards", __name__, url_prefix="/aturan")

AREA_WORDS = {
    "label": "Label pangan",
    "brand": "Merek dan keterangan barang",
    "claims": "Kata-kata di nama dan keterangan",
    "photos": "Foto",
}
"""What the areas are called; an area without a name of its own is shown by its code."""


@bp.get("")
def rules() -> Answer:
    """The rules of today, by field, and what is dated later."""
    today = clock.now().astimezone(WIB).date()
    changes = queries.changes()
    book = rule_book(today, changes=changes)
    shown = sorted(_in_force(changes), key=lambda rule: (rule.area, rule.code))
    return page(
        "standards/admin/rules.html",
        version=book.version,
        areas=[
            (AREA_WORDS.get(area, area), [(one, example(one)) for one in found])
            for area, found in groupby(shown, lambda one: one.area)
        ],
        places=regions.names(_regions_of([*all_rules(), *changes])),
        coming=[(one, example(one)) for one in changes if one.valid_from and one.valid_from > today],
        **_words(),
    )


@bp.route("/<rule_code>", methods=["GET", "POST"])
def rule(rule_code: str) -> Answer:
    """One rule: how it reads, how it read before, and the form that changes it from a day on."""
    origins = queries.known(rule_code)
    made = queries.rows(rule_code)
    form = RuleForm()
    form.offer(frozenset(category for row in origins for category in row.categories))
    shown: Finding | None = None
    if form.validate_on_submit():
        change = form.rule(origins[0], may_refuse=any(row.may_refuse for row in origins))
        try:
            if "lihat" in request.form:
                check_change(
                    change,
                    [queries.as_rule(row) for row in made],
                    today=clock.now().astimezone(WIT).date(),
                )
                shown = example(change)
            else:
                service.change_rule(actor(), change)
                flash("Perubahan dicatat dan berlaku mulai hari itu.", "ok")
                return redirect(url_for(".rule", rule_code=rule_code), 303)
        except ChangeRefused as refusal:
            form.refuse(refusal, form[refusal.field])
    elif not form.is_submitted():
        form.fill(_to_start_from(rule_code, origins))
        form.begins_on.data = clock.now().astimezone(WIT).date() + timedelta(days=1)
    return page(
        "standards/admin/rule.html",
        code=rule_code,
        area=AREA_WORDS.get(origins[0].area, origins[0].area),
        origins=origins,
        may_refuse=any(row.may_refuse for row in origins),
        made=list(reversed(made)),
        makers=_makers(made),
        places=regions.names(_regions_of([*origins, *map(queries.as_rule, made)])),
        now=[(one, example(one)) for one in _in_force(queries.changes(rule_code)) if one.code == rule_code],
        form=form,
        names=sorted(names_of(rule_code)),
        shown=shown,
        **_words(),
    )


def _in_force(changes: list[Rule]) -> list[Rule]:
    """The rules that count today: for every code, category and region of a rule the one that stands before the others."""
    today = clock.now().astimezone(WIB).date()
    places = {""} | _regions_of([*all_rules(), *changes])
    found: dict[Rule, None] = {}
    for place in sorted(places):
        book = rule_book(today, region=place, changes=changes)
        for one in book.rules:
            for category in one.categories:
                if book.rule(one.code, category) is one:
                    found.setdefault(one)
    return list(found)


def _regions_of(rules: Iterable[Rule]) -> set[str]:
    return {code for rule in rules for code in rule.regions}


def _to_start_from(code: str, origins: list[Rule]) -> Rule:
    """The rule as it reads today, for the category that was asked for; the file's row where none is in force."""
    asked = request.args.get("untuk", "")
    wanted = Category(asked) if asked in set(Category) else min(origins[0].categories)
    book = queries.book(clock.now().astimezone(WIB).date())
    return book.rule(code, wanted) or origins[-1]


def _makers(made: Sequence[RuleChange]) -> dict[int, str]:
    return {row.made_by_id: people.person(row.made_by_id).name for row in made}


def _words() -> dict[str, Any]:
    return {"severities": SEVERITY_WORDS, "bases": BASIS_WORDS, "categories": CATEGORY_WORDS}
