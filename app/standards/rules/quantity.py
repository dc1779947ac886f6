"""Which unit a net quantity is written in: g or kg for what is solid, ml or l for what is liquid, either for what is between."""

from app.base.kinds import Category
from app.standards.rules.tables import pattern_of

VOLUMES = frozenset({"ml", "l"})


def unit_doubt(name: str, category: Category, symbol: str) -> tuple[str, str] | None:
    """What the name says of a food's form and the unit that fits, where `symbol` (`g`, `kg`, `ml`, `l`) does not fit.

    None where it fits or where nobody can tell from a name. What is dry counts before what is thick, that before what flows:
    `kecap bubuk` is dry. A drink of which nothing else is said flows.
    """
    is_volume = symbol in VOLUMES
    if pattern_of("label", "form", "dry").search(name):
        return ("kering atau padat", "g atau kg") if is_volume else None
    if pattern_of("label", "form", "thick").search(name):
        return None
    flows = category is Category.MINUMAN or pattern_of("label", "form", "liquid").search(name) is not None
    return ("cair", "ml atau l") if flows and not is_volume else None


def lies_in_liquid(name: str) -> bool:
    """Food in a liquid that is not eaten or drunk with it, so that its drained weight tells more."""
    return (
        pattern_of("label", "form", "in_liquid").search(name) is not None
        and pattern_of("label", "form", "dry").search(name) is None
    )
