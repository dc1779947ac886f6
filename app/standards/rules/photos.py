"""Photos of a product: how many, and large enough to be seen on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.kinds import Category
from app.standards.rules.book import RuleBook
from app.standards.rules.findings import Finding, worst_first

MOST = 8
ADVISED = 3
SMALLEST_SIDE = 640
"""Pixels on the shorter side below which a photo looks blurred in the list."""
FIRST_SIDE = 1000
"""Pixels on the shorter side for the first photo, which the product page shows large."""
NARROWEST = 2.0
"""Longer side by shorter side above which the square crop loses most of the picture."""


@dataclass(frozen=True)
class PhotoFacts:
    """A photo as uploaded, in pixels after turning it upright."""

    width: int
    height: int

    @property
    def shorter(self) -> int:
        return min(self.width, self.height)

    @property
    def longer(self) -> int:
        return max(self.width, self.height)


def check_photos(photos: Sequence[PhotoFacts], *, category: Category, rule_book: RuleBook) -> list[Finding]:
    """What to do about the photos, worst first. They are given in the order of the gallery."""
    broken: list[tuple[str, dict[str, object]]] = []
    if not photos:
        broken.append(("photos.none", {}))
    elif len(photos) > MOST:
        broken.append(("photos.many", {"count": len(photos), "most": MOST}))
    elif len(photos) < ADVISED:
        broken.append(("photos.few", {"count": len(photos), "advised": ADVISED}))
    for number, photo in enumerate(photos, start=1):
        broken += [(code, {"number": number, "side": photo.shorter}) for code in _about(photo, number)]
    return worst_first(rule_book.findings(category, broken))


def _about(photo: PhotoFacts, number: int) -> list[str]:
    codes = []
    if photo.shorter < SMALLEST_SIDE:
        codes.append("photos.small")
    elif number == 1 and photo.shorter < FIRST_SIDE:
        codes.append("photos.first_small")
    if photo.longer > NARROWEST * photo.shorter:
        codes.append("photos.narrow")
    return codes
