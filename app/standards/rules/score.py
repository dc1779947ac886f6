"""The points of a product that software can know: papers, label, photos, facts. No grade: people score the rest.

Every aspect has criteria that stand whether they are met or not: those of the rules in force (`RuleBook`), of the checks that were
made outside the book (`ScoreFacts.checked`) and of the papers. A finding opens the criterion that it belongs to; one that belongs
to none may take up to half of its whole aspect (`others`), so that nothing has to be foreseen here. So mending a finding never lowers the score, and all points are there exactly when
nothing is open. Weights, names and which rules speak of one thing are data: `data/standards/score.toml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, lru_cache
from math import floor
from typing import Any

from app.base.kinds import CRAFT_OF, Category, Craft
from app.standards.rules.book import RuleBook
from app.standards.rules.findings import Basis, Finding, Severity, worst, worst_first
from app.standards.rules.tables import table

MOST_LIFTS = 3
_OTHERS = "others"


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """One paper that this product needs, its facts kept apart.

    `kind` is the field of its findings (`pirt`), `word` its name in a sentence. `form`: the number can be right; `day`: its day is
    known from the certificate and not past, None where none is asked for; `seen` by a curator; `evidence`: she has a photo to see.
    """

    kind: str
    word: str
    stated: bool
    form: bool
    day: bool | None
    seen: bool
    evidence: bool

    def met(self, fact: str) -> bool | None:
        known: bool | None = getattr(self, fact)
        return known


@dataclass(frozen=True, kw_only=True)
class ScoreFacts:
    """What the score is counted from. `checked`: codes that checks outside the rule book can raise for this product."""

    category: Category
    findings: Sequence[Finding]
    rule_book: RuleBook
    checked: frozenset[str] = frozenset()
    papers: tuple[PaperFacts, ...] = ()


@dataclass(frozen=True)
class Tally:
    """So many of so many."""

    done: int
    of: int


@dataclass(frozen=True)
class Part:
    """One aspect in points from 0 to 100; `law` and `house` count its criteria that nothing is open in."""

    key: str
    name: str
    points: int
    law: Tally
    house: Tally


@dataclass(frozen=True)
class Lift:
    """One thing to mend, and the whole points it would add, at least 1."""

    finding: Finding
    gain: int
    part: str


@dataclass(frozen=True)
class Unjudged:
    """What waits for a person: its name, what she looks at, its points."""

    name: str
    what: str
    points: int


@dataclass(frozen=True)
class Score:
    """`points` of the `possible` that a machine can count; `waiting`: words of the papers that only a curator can bring on."""

    points: int
    possible: int
    parts: tuple[Part, ...]
    lifts: tuple[Lift, ...]
    unjudged: tuple[Unjudged, ...]
    waiting: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return self.points == self.possible

    @property
    def unjudged_points(self) -> int:
        return sum(one.points for one in self.unjudged)


@dataclass
class _Criterion:
    """Met unless a finding or a paper's fact is open in it. `about`: what mends it together with others, else only itself."""

    aspect: str
    key: str
    basis: Basis
    weight: int
    open: list[Finding] = field(default_factory=list)
    about: str = ""

    @property
    def kept(self) -> int:
        """Percent of it that what is open leaves."""
        found = worst(self.open)
        return 100 if found is None else int(table("score")["kept"][found.value])


def score(facts: ScoreFacts) -> Score:
    """The points as things stand, what would add most, and what waits for a person."""
    criteria = _criteria(facts)
    kept = {row["key"]: [one for one in criteria if one.aspect == row["key"]] for row in _aspects()}
    group = "food" if CRAFT_OF[facts.category] is Craft.PANGAN else "goods"
    counted = [row for row in _aspects() if kept[row["key"]]]
    shares = {row["key"]: _share(row, kept[row["key"]]) for row in counted}
    total = sum((row[group] * shares[row["key"]] for row in counted), Fraction(0))
    content = table("score")
    return Score(
        points=floor(total),
        possible=sum(row[group] for row in counted),
        parts=tuple(_part(row, kept[row["key"]], shares[row["key"]]) for row in counted),
        lifts=_lifts(counted, kept, shares, group, facts.papers),
        unjudged=(
            *(
                Unjudged(row["name"], row["person"], row[group])
                for row in _aspects()
                if row not in counted and row[group]
            ),
            *(Unjudged(row["name"], row[f"{group}_what"], row[group]) for row in content["unjudged"]),
        ),
        waiting=tuple(paper.word for paper in facts.papers if _waits(paper, criteria)),
    )


# -- criteria ---------------------------------------------------------------------------------------


def _criteria(facts: ScoreFacts) -> list[_Criterion]:
    """All criteria in force, with what is open in each."""
    found: dict[tuple[str, str, Basis], _Criterion] = {}
    weights = table("score")["weight"]

    def add(aspect: str, key: str, basis: Basis, weight: int | None = None) -> _Criterion:
        fresh = _Criterion(aspect, key, basis, weights[basis.value] if weight is None else weight)
        return found.setdefault((aspect, key, basis), fresh)

    rules = facts.rule_book.of(facts.category)
    notices = {rule.code for rule in rules if rule.notice}
    known = {rule.code for rule in rules}
    for rule in rules:
        if not rule.notice and rule.area in _counted():
            add(*_place(rule.code, rule.field), rule.basis)
    for code in sorted(facts.checked):
        add(*_place(code, ""), Basis.HOUSE)
    for paper in facts.papers:
        for row in table("score")["paper"]:
            if paper.met(row["key"]) is not None:
                one = add("papers", f"{paper.kind}.{row['key']}", Basis.LAW, row["weight"])
                one.about = paper.kind
                if not paper.met(row["key"]):
                    one.open.append(_unmet(paper, row))
    for aspect in {one.aspect for one in found.values()} | {_rest()}:
        add(aspect, _OTHERS, Basis.HOUSE, 0)
    for finding in facts.findings:
        # an info that no rule of the book stands behind is a remark on a number: nothing to mend
        if finding.code in notices or (finding.code not in known and finding.severity is Severity.INFO):
            continue
        _criterion_of(finding, found).open.append(finding)
    for one in found.values():
        one.about = one.about or next((kind for f in one.open if (kind := _paper_of(f, facts))), "")
    return list(found.values())


def _criterion_of(finding: Finding, found: dict[tuple[str, str, Basis], _Criterion]) -> _Criterion:
    aspect, key = _place(finding.code, finding.field)
    if aspect == "papers":
        key = f"{finding.field}.{_paper_fact(finding.code)}"
        finding_basis = Basis.LAW
    else:
        finding_basis = finding.basis
    exact = found.get((aspect, key, finding_basis))
    if exact is not None:
        return exact
    others = found.get((aspect, _OTHERS, Basis.HOUSE))
    return others or found[_rest(), _OTHERS, Basis.HOUSE]


@lru_cache(maxsize=1024)
def _place(code: str, about: str) -> tuple[str, str]:
    """The aspect of a code, and the key of its criterion there."""
    prefix = code.partition(".")[0]
    row = _by_prefix().get(prefix) or _by_prefix()[_rest()]
    same: dict[str, str] = table("score")["criterion"]
    if row["by"] == "field":
        return row["key"], same.get(code) or same.get(about) or about or code
    return row["key"], same.get(code) or same.get(prefix) or code


def _paper_fact(code: str) -> str:
    """Which of a paper's facts a finding on it leaves open: `papers.pirt.evidence` that it be seen, `pirt.length` its form."""
    last = code.rpartition(".")[2]
    if code.startswith("papers."):
        for row in table("score")["paper"]:
            if last in row["findings"]:
                return str(row["key"])
    return "form"


def _unmet(paper: PaperFacts, row: dict[str, Any]) -> Finding:
    """A fact of a paper that is not there yet. Open, and refusing nothing."""
    return Finding(
        code=f"papers.{paper.kind}.{row['key']}",
        severity=Severity.TOLAK,
        sentence=row["sentence"].format(word=paper.word),
        next_step=row["next_step"].format(word=paper.word),
        source="",
        field=paper.kind,
        basis=Basis.LAW,
    )


def _paper_of(finding: Finding, facts: ScoreFacts) -> str:
    """The paper that mends this finding too; empty where none does."""
    kind: str = table("score")["mended_by"].get(finding.field, finding.field)
    return kind if any(paper.kind == kind for paper in facts.papers) else ""


# -- counting ---------------------------------------------------------------------------------------


def _share(row: dict[str, Any], criteria: list[_Criterion], without: str | None = None) -> Fraction:
    """What is kept of an aspect, from 0 to 1, as if the thing `without` were mended."""
    left = [one for one in criteria if one.open and _thing(one) != without]
    if any(finding.code in row.get("voids", ()) for one in left for finding in one.open):
        return Fraction(0)
    whole = sum(one.weight for one in criteria) or 1
    lost = sum(one.weight * (100 - one.kept) for one in left)
    others = next((one.kept for one in left if one.key == _OTHERS), 100)
    return Fraction((100 * whole - lost) * (100 + others), 20_000 * whole)


def _part(row: dict[str, Any], criteria: list[_Criterion], share: Fraction) -> Part:
    def tally(basis: Basis) -> Tally:
        those = [one for one in criteria if one.basis is basis and one.key != _OTHERS]
        return Tally(sum(not one.open for one in those), len(those))

    return Part(
        key=row["key"],
        name=row["name"],
        points=floor(100 * share),
        law=tally(Basis.LAW),
        house=tally(Basis.HOUSE),
    )


# -- what would add most ----------------------------------------------------------------------------


def _thing(one: _Criterion) -> str:
    """What is mended in one go: a paper with all that hangs on it, else the criterion alone."""
    return one.about or f"{one.aspect} {one.key} {one.basis}"


def _lifts(
    counted: list[dict[str, Any]],
    kept: dict[str, list[_Criterion]],
    shares: dict[str, Fraction],
    group: str,
    papers: tuple[PaperFacts, ...],
) -> tuple[Lift, ...]:
    """The things that would add most, most first; never three of one aspect while another has something open."""
    criteria = [one for row in counted for one in kept[row["key"]]]
    waiting = {paper.kind for paper in papers if _waits(paper, criteria)}
    things: dict[str, list[_Criterion]] = {}
    for one in criteria:
        if one.open and one.about not in waiting:
            things.setdefault(_thing(one), []).append(one)

    def gain(thing: str) -> Fraction:
        touched = {one.aspect for one in things[thing]}
        rows = (row for row in counted if row["key"] in touched)
        return sum(
            (row[group] * (_share(row, kept[row["key"]], thing) - shares[row["key"]]) for row in rows),
            Fraction(0),
        )

    gains = {thing: gain(thing) for thing in things}
    order = sorted(things, key=lambda thing: -gains[thing])
    lifts = [_lift(things[thing], gains[thing]) for thing in order]
    chosen = lifts[:MOST_LIFTS]
    if len(chosen) == MOST_LIFTS and len({one.part for one in chosen}) == 1:
        chosen[-1] = next((one for one in lifts if one.part != chosen[0].part), chosen[-1])
    return tuple(chosen)


def _lift(criteria: list[_Criterion], gain: Fraction) -> Lift:
    """What to say of a thing. Of a paper: its first fact that is open; where no number is there yet, what the law says of it."""
    first = next((one for one in criteria if one.aspect == "papers"), criteria[0])
    said = [finding for one in criteria if one.aspect != first.aspect for finding in one.open]
    if not first.key.endswith(".stated") or not said:
        said = first.open
    finding = worst_first(sorted(said, key=lambda one: not one.source))[0]
    return Lift(replace(finding, field=first.about or finding.field), max(1, round(gain)), first.aspect)


def _waits(paper: PaperFacts, criteria: list[_Criterion]) -> bool:
    """Nothing but a curator's look is missing, and she has what she needs for it."""
    about = [one for one in criteria if one.aspect == "papers" and one.about == paper.kind and one.open]
    seen = f"{paper.kind}.seen"
    return paper.evidence and not paper.seen and all(one.key == seen and len(one.open) == 1 for one in about)


# -- the table --------------------------------------------------------------------------------------


def _aspects() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table("score")["aspect"]
    return rows


@cache
def _by_prefix() -> dict[str, dict[str, Any]]:
    """First word of a code → its aspect; an aspect's own key counts as one."""
    return {
        prefix: row
        for row in _aspects()
        for prefix in (row["key"], *row["prefixes"], *row.get("found_only", ()))
    }


@cache
def _counted() -> frozenset[str]:
    """First words of the rules that are criteria; others (the name of a brand) are advice of another page."""
    return frozenset(prefix for row in _aspects() for prefix in row["prefixes"])


@cache
def _rest() -> str:
    return next(str(row["key"]) for row in _aspects() if row.get("rest"))
