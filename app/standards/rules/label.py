"""What a label must say, by category: nine elements for food (PerBPOM 31/2018 pasal 5), a brand standard for the rest.

The law on textile labels (PP 29/2021, Permendag 25/2021) is believed to spare micro producers, so garments and mats are held
against our own standard only, which advises and never blocks. What cannot be known from facts (millimetres of type, truth of a
weight) is not judged here. The form of the P-IRT number is `pirt`'s to judge; here it only has to be there.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.base.kinds import CRAFT_OF, Category, Craft
from app.standards.rules.book import RuleBook
from app.standards.rules.care import STEP_WORDS, Care, contradictions, risks
from app.standards.rules.findings import Finding, worst_first
from app.standards.rules.foods import is_generic
from app.standards.rules.ingredients import (
    ALLERGEN_NAMES,
    Allergen,
    allergens_in,
    colours_unnamed,
    colours_without_number,
    highlighted_without_share,
    is_descending,
    not_halal_in,
    pork_in,
    sweeteners_in,
    sweeteners_unnamed,
)
from app.standards.rules.quantity import lies_in_liquid, unit_doubt
from app.standards.rules.sizes import GarmentSize, half_measured, is_top, odd_mat, shrinking, unusual
from app.standards.rules.tables import table
from app.standards.rules.textiles import animal_words, is_unknown_mix, read_fibres, unknown_fibres

FREE_BELOW_DAYS = 7
"""Shelf life in days: below needs no P-IRT, above does; at exactly 7 sources disagree (PerBPOM 4/2024)."""
DAY_NEEDED_UP_TO_DAYS = 92
"""Three months at their longest: up to here the best-before date needs its day (PerBPOM 31/2018)."""

_DURATION = r"\d\s*(?:hari|minggu|bulan|bln|tahun|thn|th|days?|months?|years?)\b"
Broken = tuple[str, Mapping[str, object]]


class HalalStatus(StrEnum):
    """Where a product stands with halal. CERTIFIED means that a curator has seen the certificate."""

    CERTIFIED = "bersertifikat"
    IN_PROCESS = "dalam_proses"
    NONE = "belum"
    NOT_HALAL = "tidak_halal"
    EXEMPT = "bukan_wajib"


class Precision(StrEnum):
    """How exactly a best-before date is printed."""

    DAY = "hari"
    MONTH = "bulan"


class Printed(StrEnum):
    """Further words that a food label may carry."""

    ALLERGENS = "alergen"
    """Beside the list: that it holds allergens, and where they are told."""
    SWEETENER = "pemanis"
    """The warning of artificial sweetener for small children, pregnant and nursing women."""
    NUTRITION = "gizi"
    NOT_HALAL = "tidak-halal"
    PORK = "babi"


@dataclass(frozen=True, kw_only=True)
class LabelFacts:
    """What a label says and what is known of the product. Empty text and None mean: not there, or not known yet.

    `net_quantity` and `drained` count in `net_unit` as printed; `best_before` is the phrase as printed, `best_before_date` its
    date (any day of the month with Precision.MONTH); `shelf_life_days` at room temperature; `fibre` is `katun 65 %, poliester
    35 %` or `kain perca`; `size` the size in words, `sizes` the table of a garment, `length` and `width` of a mat in cm;
    `told` is the description.
    """

    category: Category
    kind_name: str = ""
    trade_name: str = ""
    composition: str = ""
    allergens: frozenset[Allergen] = frozenset()
    net_quantity: Decimal | int | None = None
    net_unit: str = ""
    drained: Decimal | int | None = None
    maker: str = ""
    town: str = ""
    postal_code: str = ""
    halal_status: HalalStatus = HalalStatus.NONE
    printed: frozenset[Printed] = frozenset()
    production_code: str = ""
    best_before: str = ""
    best_before_date: date | None = None
    best_before_precision: Precision = Precision.DAY
    shelf_life_days: int | None = None
    storage: str = ""
    pirt: str = ""
    bpom: str = ""
    fibre: str = ""
    size: str = ""
    sizes: tuple[GarmentSize, ...] = ()
    length: int | None = None
    width: int | None = None
    care: Care = field(default_factory=Care)
    told: str = ""
    made_in_indonesia: bool = False
    material: str = ""
    technique: str = ""
    glued: bool = False
    anti_slip: bool | None = None
    washable: bool | None = None
    animal_parts: bool | None = None


def check_label(facts: LabelFacts, *, today: date, rule_book: RuleBook) -> list[Finding]:
    """What is missing or doubtful on the label, worst first. `rule_book` decides which rules are in force."""
    broken = _food(facts, today) if CRAFT_OF[facts.category] is Craft.PANGAN else _goods(facts)
    return worst_first(rule_book.findings(facts.category, broken))


def good_through(day: date, precision: Precision) -> date:
    """The last day on which a best-before date holds: `11/2026` is good through 30 November 2026."""
    if precision is Precision.DAY:
        return day
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _food(facts: LabelFacts, today: date) -> Iterator[Broken]:
    """The nine elements in the order of the law."""
    required = {
        "label.kind_name": facts.kind_name,
        "label.trade_name": facts.trade_name,
        "label.composition": facts.composition,
        "label.maker": facts.maker,
        "label.town": facts.town,
        "label.production_code": facts.production_code,
    }
    yield from ((code, {}) for code, value in required.items() if not value.strip())
    if not re.fullmatch(r"\d{5}", facts.postal_code.strip()):
        yield "label.postal_code", {}
    if facts.trade_name.strip() and is_generic(facts.trade_name):
        yield "label.trade_generic", {"words": facts.trade_name.strip()}
    yield from _ingredients(facts)
    yield from _allergens(facts)
    yield from _net_quantity(facts)
    yield from _halal(facts)
    yield from _best_before(facts, today)
    yield from _permit(facts)
    if not facts.storage.strip():
        yield "brand.storage", {}
    if Printed.NUTRITION not in facts.printed:
        yield "brand.nutrition", {}


def _ingredients(facts: LabelFacts) -> Iterator[Broken]:
    if (words := sweeteners_in(facts.composition)) and Printed.SWEETENER not in facts.printed:
        yield "label.sweetener", {"words": ", ".join(words)}
    if sweeteners_unnamed(facts.composition):
        yield "label.sweetener_kind", {}
    if colours_unnamed(facts.composition):
        yield "label.colour", {}
    if words := colours_without_number(facts.composition):
        yield "label.colour_number", {"words": ", ".join(words)}
    if not is_descending(facts.composition):
        yield "label.composition_order", {}
    if main := highlighted_without_share(facts.kind_name, facts.composition):
        yield "label.main_share", {"word": main}
    if (words := not_halal_in(facts.composition)) and facts.halal_status is not HalalStatus.NOT_HALAL:
        yield "label.not_halal_ingredient", {"words": ", ".join(words)}
    if (words := pork_in(facts.composition)) and Printed.PORK not in facts.printed:
        yield "label.pork", {"words": ", ".join(words)}


def _allergens(facts: LabelFacts) -> Iterator[Broken]:
    shown = allergens_in(facts.composition)
    for allergen, words in shown.items():
        if allergen not in facts.allergens:
            yield "label.allergens", {"words": ", ".join(words), "allergen": ALLERGEN_NAMES[allergen]}
    for allergen in Allergen:
        if facts.composition.strip() and allergen in facts.allergens and allergen not in shown:
            yield "label.allergen_extra", {"allergen": ALLERGEN_NAMES[allergen]}
    if (shown or facts.allergens) and Printed.ALLERGENS not in facts.printed:
        yield "label.allergen_sentence", {}


def _net_quantity(facts: LabelFacts) -> Iterator[Broken]:
    if facts.net_quantity is None or facts.net_quantity <= 0:
        yield "label.net_quantity", {}
        return
    unit = facts.net_unit.strip()
    symbols = table("label")["units"]
    right = symbols.get(unit) or symbols.get(unit.lower().rstrip("."))
    if right is None:
        yield "label.unit_unknown", {"unit": f'"{unit}"' if unit else "belum ada"}
    else:
        if unit not in table("label")["units_right"]["symbols"]:
            yield "label.unit_writing", {"unit": unit, "right": right}
        if doubt := unit_doubt(facts.kind_name, facts.category, right):
            yield "label.unit_kind", {"form": doubt[0], "right": doubt[1], "unit": right}
    if facts.drained is not None and facts.drained > facts.net_quantity:
        yield "label.drained_more", {}
    elif facts.drained is None and lies_in_liquid(facts.kind_name):
        yield "label.drained", {}


def _halal(facts: LabelFacts) -> Iterator[Broken]:
    if facts.halal_status in (HalalStatus.NONE, HalalStatus.IN_PROCESS):
        yield "label.halal_due", {}
    if facts.halal_status is HalalStatus.NOT_HALAL and Printed.NOT_HALAL not in facts.printed:
        yield "label.not_halal_statement", {}


def _best_before(facts: LabelFacts, today: date) -> Iterator[Broken]:
    """Bread of a day is exempt; a length of time is not a date; up to three months the day belongs to it."""
    written, day, shelf_life = facts.best_before.strip(), facts.best_before_date, facts.shelf_life_days
    if shelf_life is not None and shelf_life <= 1:
        return
    names_a_day = day is not None or re.search(r"\d", written) is not None
    if day is None and re.search(_DURATION, written, re.IGNORECASE):
        yield "label.best_before_duration", {"written": written}
    elif not names_a_day and not re.search(r"\blihat\b", written, re.IGNORECASE):
        yield "label.best_before", {}
    elif written and not re.search(r"baik\s+digunakan\s+sebelum", written, re.IGNORECASE):
        yield "label.best_before_phrase", {"written": written}
    if day is None:
        return
    needs_day = shelf_life is not None and shelf_life <= DAY_NEEDED_UP_TO_DAYS
    if needs_day and facts.best_before_precision is Precision.MONTH:
        yield "label.best_before_precision", {"days": shelf_life}
    if good_through(day, facts.best_before_precision) < today:
        yield "label.best_before_past", {}


def _permit(facts: LabelFacts) -> Iterator[Broken]:
    """No number is asked for below seven days of shelf life; at seven a curator looks; above it is due."""
    days = facts.shelf_life_days
    if facts.pirt.strip(" -") or facts.bpom.strip(" -"):
        return
    if days is None:
        yield "label.shelf_life", {}
    elif days < FREE_BELOW_DAYS:
        yield "label.permit_not_needed", {"days": days}
    elif days == FREE_BELOW_DAYS:
        yield "label.permit_at_seven_days", {}
    else:
        yield "label.permit", {"days": days}


def _goods(facts: LabelFacts) -> Iterator[Broken]:
    """Garments, beadwork, mats and crafts: the brand standard. The book knows which row speaks of which category."""
    yield from _fibres(facts)
    yield from _sizes(facts)
    yield from _care(facts)
    missing = {
        "brand.maker": not (facts.maker.strip() and facts.town.strip()),
        "brand.made_in": not facts.made_in_indonesia,
        "brand.material": not facts.material.strip(),
        "brand.technique": not facts.technique.strip(),
        "brand.anti_slip": facts.anti_slip is None,
        "brand.washable": facts.washable is None,
    }
    yield from ((code, {}) for code, is_missing in missing.items() if is_missing)
    yield from _animals(facts)


def _fibres(facts: LabelFacts) -> Iterator[Broken]:
    fibres = read_fibres(facts.fibre)
    total = sum(fibre.percent for fibre in fibres)
    if fibres and total != 100:
        yield (
            "brand.fibre_sum",
            {"total": total, "written": " + ".join(str(fibre.percent) for fibre in fibres)},
        )
    elif not fibres and not is_unknown_mix(facts.fibre):
        yield "brand.fibre", {}
    if unknown := unknown_fibres(fibres):
        yield "brand.fibre_name", {"words": ", ".join(unknown)}


def _sizes(facts: LabelFacts) -> Iterator[Broken]:
    if not facts.size.strip() and not facts.sizes:
        yield "brand.size", {}
    elif not facts.sizes and is_top(facts.kind_name):
        yield "brand.size_top", {}
    for size, part in half_measured(facts.sizes):
        yield "brand.size_half", {"size": size, "part": part}
    for size, ld, usual in unusual(facts.sizes):
        yield "brand.size_unusual", {"size": size, "ld": ld, "usual": usual}
    for smaller, larger in shrinking(facts.sizes):
        yield "brand.size_order", {"smaller": smaller, "larger": larger}
    if odd_mat(facts.length, facts.width):
        yield "brand.mat_size", {"length": facts.length, "width": facts.width}


def _care(facts: LabelFacts) -> Iterator[Broken]:
    if facts.care.missing:
        yield "brand.care", {"missing": ", ".join(STEP_WORDS[name] for name in facts.care.missing)}
    for doubt in contradictions(facts.care, facts.told):
        yield "brand.care_conflict", {"what": doubt.what, "how": doubt.how}
    beaded = facts.category is Category.PAYET
    for doubt in risks(facts.care, fibres=facts.fibre, beaded=beaded, glued=facts.glued):
        yield "brand.care_risk", {"what": doubt.what, "how": doubt.how}


def _animals(facts: LabelFacts) -> Iterator[Broken]:
    words = animal_words(f"{facts.material}, {facts.fibre}")
    if facts.animal_parts is None:
        yield "brand.animal_parts", {}
    elif facts.animal_parts:
        yield "brand.animal_halal", {}
    elif words:
        yield "brand.animal_words", {"words": ", ".join(words)}
