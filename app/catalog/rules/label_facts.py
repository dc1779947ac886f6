"""From the facts that a seller stated to what her label says, as the standards read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.base.kinds import CRAFT_OF, Category, Craft
from app.standards.rules.care import Care
from app.standards.rules.ingredients import Allergen
from app.standards.rules.label import HalalStatus, LabelFacts, Precision, Printed
from app.standards.rules.sizes import GarmentSize

_ANIMAL = {"ada": True, "tidak": False}


@dataclass(frozen=True)
class Around:
    """What a label says beside the product's own facts: who made it, where, under which papers."""

    maker: str
    town: str
    postal_code: str
    pirt: str
    halal_seen: bool


def label_facts(
    category: Category, name: str, description: str, facts: Mapping[str, Any], around: Around, today: date
) -> LabelFacts:
    """The label of a revision. A date that is only said to be there is taken to be a fresh batch's, printed `today`."""
    return LabelFacts(
        category=category,
        kind_name=name,
        trade_name=str(facts.get("trade_name", "")),
        composition=str(facts.get("composition", "")),
        allergens=frozenset(Allergen(one) for one in facts.get("allergens", [])),
        net_quantity=facts.get("net"),
        net_unit=str(facts.get("net_unit") or ""),
        drained=facts.get("drained"),
        maker=around.maker,
        town=around.town,
        postal_code=around.postal_code,
        halal_status=_halal_status(category, facts.get("halal"), around.halal_seen),
        printed=frozenset(Printed(one) for one in facts.get("printed", [])),
        production_code=str(facts.get("production_code", "")),
        shelf_life_days=facts.get("shelf_life"),
        storage=str(facts.get("storage", "")),
        pirt=around.pirt,
        fibre=str(facts.get("fibre", "")),
        size=_size(facts),
        sizes=tuple(GarmentSize(row["size"], row["ld"], row["pb"]) for row in facts.get("sizes") or []),
        length=facts.get("length"),
        width=facts.get("width"),
        care=Care.of(facts),
        told=description,
        made_in_indonesia=facts.get("made_in") == "ada",
        material=str(facts.get("material", "")),
        technique=str(facts.get("technique", "")),
        glued=facts.get("technique") == "lem",
        anti_slip=_yes(facts.get("anti_slip")),
        washable=_yes(facts.get("washable")),
        animal_parts=_ANIMAL.get(str(facts.get("animal_parts"))),
        **_best_before(facts.get("date_on_label"), facts.get("shelf_life"), today),
    )


def _best_before(written: Any, shelf_life: int | None, today: date) -> dict[str, Any]:
    """What the label says of the date, as the rules read it."""
    if written in ("hari", "bulan", "lain"):
        return {
            "best_before": "Exp" if written == "lain" else "Baik digunakan sebelum",
            "best_before_date": today + timedelta(days=shelf_life or 1),
            "best_before_precision": Precision.MONTH if written == "bulan" else Precision.DAY,
        }
    return {"best_before": f"Exp: {shelf_life or 365} hari" if written == "lama" else ""}


def _halal_status(category: Category, said: Any, seen: bool) -> HalalStatus:
    if CRAFT_OF[category] is not Craft.PANGAN:
        return HalalStatus.EXEMPT
    if said == "bersertifikat":
        return HalalStatus.CERTIFIED if seen else HalalStatus.IN_PROCESS
    return {"tidak-halal": HalalStatus.NOT_HALAL, "proses": HalalStatus.IN_PROCESS}.get(
        str(said), HalalStatus.NONE
    )


def _size(facts: Mapping[str, Any]) -> str:
    if facts.get("length") and facts.get("width"):
        return f"{facts['length']} × {facts['width']} cm"
    return str(facts.get("size", ""))


def _yes(value: Any) -> bool | None:
    return None if value is None else value == "ya"
