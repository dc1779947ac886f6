"""Photos of a product: how many, large enough to be seen on a phone, and what the coach says of each.

The coach advises and never refuses a photo. Its thresholds stand here, each with the measurements that it rests on;
`python -m bench.photos` prints them, for scenes that the thresholds were chosen by and for scenes that they never saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.kinds import Category
from app.media.rules.measures import Measures
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

SOFT = 0.75
"""Pixels (of 800) by which the sharpest tiles may be soft. Sharp scenes measure 0.00-0.46, noisy ones too; out of focus
by 4 thousandths of the shorter side (3 pixels of 800, what a near subject costs a phone) they measure 0.96-2.0. Between
the two there is room for cameras that are softer than drawn scenes."""
SHAKEN = 0.92
"""The same for the direction that the hand moved in. Sharp scenes measure 0.00-0.77, a weave of round threads in hard
light 0.89; moved by 12 thousandths they measure 0.57-2.3, three of four above 1.0."""
STEADY = 0.25
"""Moved means: this much softer in one direction than across it. Else the whole picture is out of focus."""
GRAINY = 4.0
"""Levels of grain above which faint edges cannot be judged: nothing is said of sharpness unless it is plainly gone."""
PLAINLY_SOFT = 1.6
DARK, DARKEST = 76, 40
"""Levels that 2 % of the pixels pass. Daylight scenes reach 159-255, and 49-75 four stops darker, where a screen shows
hardly more than an outline. A black mat that fills the picture reaches 70 in good light: of even pictures (EVEN) the
darker of the two is asked."""
DIM, DIM_MIDDLE = 85, 32
"""A dark scene with one lamp in it: its brightest pixels may pass DARK while half of it is below 32."""
EVEN = 0.08
"""Unevenness by the median level: cloth that fills the picture has 0.00-0.06, a thing on a ground 0.1 and more."""
BURNT = 0.08
"""Share of burnt colour. Well lit scenes have 0.00-0.05, white paper and white cloth 0.00; a stop and a half too bright
they have 0.08-0.73."""
LOST = 0.06
"""Share of pure white beside it. Well lit pale cream (a veil, a chocolate box) measures 0.09-0.15 burnt and at most 0.04
white; this threshold was added after those scenes of the half that had been held back."""
SEAMS = 2
"""Exact full-width seams. Cameras make none; a chat, a shop page or a picture with bars makes two or more, of which one
is enough where the picture also has the shape of a phone (SCREEN_SHAPE): a dark photo hides the other."""
SCREEN_SHAPE = 1.6
CLEAR = 0.02
"""Share that can be seen through: a cut-out. Less is a rounded corner."""


@dataclass(frozen=True)
class PhotoFacts:
    """A photo as uploaded, in pixels after turning it upright. Older photos were never measured."""

    width: int
    height: int
    measures: Measures | None = None

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
        broken += _broken(photo, number)
    return worst_first(rule_book.findings(category, broken))


def coach(
    photo: PhotoFacts, *, category: Category, rule_book: RuleBook, number: int | None = None
) -> list[Finding]:
    """What to do about one photo, worst first. `number` is its place in the gallery; None speaks of "foto ini"."""
    return worst_first(rule_book.findings(category, _broken(photo, number)))


def _broken(photo: PhotoFacts, number: int | None) -> list[tuple[str, dict[str, object]]]:
    which = "Foto ini" if number is None else f"Foto {number}"
    codes = [*_of_size(photo, number), *_of_measures(photo)]
    if "photos.screenshot" in codes and "photos.narrow" in codes:
        codes.remove("photos.narrow")  # a screen is long, and the photo behind it need not be
    return [
        (code, {"which": which, "which_small": which[0].lower() + which[1:], "side": photo.shorter})
        for code in codes
    ]


def _of_size(photo: PhotoFacts, number: int | None) -> list[str]:
    codes = []
    if photo.shorter < SMALLEST_SIDE:
        codes.append("photos.small")
    elif number == 1 and photo.shorter < FIRST_SIDE:
        codes.append("photos.first_small")
    if photo.longer > NARROWEST * photo.shorter:
        codes.append("photos.narrow")
    return codes


def _of_measures(photo: PhotoFacts) -> list[str]:
    """What is wrong with its light and sharpness. Of a picture of a screen nothing more is asked: the rest follows."""
    of = photo.measures
    if of is None:
        return []
    codes = []
    if of.screen or of.bars >= (1 if photo.longer >= SCREEN_SHAPE * photo.shorter else SEAMS):
        return ["photos.screenshot"]
    if of.blocks:
        codes.append("photos.enlarged")
    elif is_shaken(of):
        codes.append("photos.shaken")
    elif is_soft(of):
        codes.append("photos.blurred")
    if is_dark(of):
        codes.append("photos.dark")
    if of.burnt > BURNT and of.clipped > LOST:
        codes.append("photos.overexposed")
    if of.clear > CLEAR:
        codes.append("photos.transparent")
    return codes


def is_shaken(of: Measures) -> bool:
    """Soft in one direction, sharp across it."""
    if of.shake is None or of.steady is None or of.noise > GRAINY:
        return False
    return of.shake > SHAKEN and of.steady < SOFT and of.shake - of.steady > STEADY


def is_soft(of: Measures) -> bool:
    """Soft everywhere, even where it is sharpest. Nothing to tell it by is no finding."""
    return of.softness is not None and of.softness > (PLAINLY_SOFT if of.noise > GRAINY else SOFT)


def is_dark(of: Measures) -> bool:
    """Too dark to see what it is."""
    if of.unevenness < EVEN * of.middle:
        return of.highlight < DARKEST
    return of.highlight < DARK or (of.highlight < DIM and of.middle < DIM_MIDDLE)
