"""What is sold, and the craft it belongs to. A certificate opens a craft; a category decides the facts and rules."""

from enum import StrEnum


class Craft(StrEnum):
    """A field of skill (bidang). A valid certificate in it lets its holder list there."""

    PAYET = "payet"
    KESET = "keset"
    PANGAN = "pangan"


class Category(StrEnum):
    """A category of the shop. Drinks and spices follow the rules of snacks, crafts those of mats, clothes of garments."""

    PAYET = "payet"
    BUSANA = "busana"
    KESET = "keset"
    KERAJINAN = "kerajinan"
    CAMILAN = "camilan"
    MINUMAN = "minuman"
    BUMBU = "bumbu"


CRAFT_OF: dict[Category, Craft] = {
    Category.PAYET: Craft.PAYET,
    Category.BUSANA: Craft.PAYET,
    Category.KESET: Craft.KESET,
    Category.KERAJINAN: Craft.KESET,
    Category.CAMILAN: Craft.PANGAN,
    Category.MINUMAN: Craft.PANGAN,
    Category.BUMBU: Craft.PANGAN,
}

CRAFT_WORDS: dict[Craft, str] = {
    Craft.PAYET: "Payet & busana",
    Craft.KESET: "Keset & kerajinan",
    Craft.PANGAN: "Camilan, minuman & bumbu",
}

CATEGORY_WORDS: dict[Category, str] = {
    Category.PAYET: "Payet",
    Category.BUSANA: "Busana",
    Category.KESET: "Keset",
    Category.KERAJINAN: "Kerajinan",
    Category.CAMILAN: "Camilan & kue",
    Category.MINUMAN: "Minuman",
    Category.BUMBU: "Bumbu",
}


def categories_of(crafts: set[Craft]) -> list[Category]:
    """The categories that these crafts open, in the order of the shop."""
    return [category for category in Category if CRAFT_OF[category] in crafts]
