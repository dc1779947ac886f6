"""`python -m bench.photos`: what the photo coach measures and says, for scenes of known faults.

Half of the scenes were used to choose the thresholds (`app/standards/rules/photos.py`), the other half never. Rows:
a fault, how many pictures of each half were answered rightly, and the spread of the measure that decides.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from app.base.clock import now
from app.base.kinds import Category
from app.media.rules.measures import Measures
from app.media.rules.photo import measures_of
from app.standards.rules.book import rule_book
from app.standards.rules.photos import PhotoFacts, coach
from bench import scenes, screens

CHOSEN_BY = (
    "anyaman", "keset hitam", "garis mendatar", "payet", "manggis di kertas", "putih di atas putih", "latar lembut",
    "abon-gulung", "bingke", "kebaya-hijau", "keset-sabut-detail", "keset-perca", "payet-detail",
    "pouch-belakang-camilan", "songke", "tepung-sagu", "kopi-biji", "mutiara-dekat", "selai-nanas",
)  # fmt: skip
HELD_BACK = (
    "keset hitam di semen", "jeruk di kertas", "mangkuk di kertas", "kemasan bertulisan", "toples",
    "amplang-hitam-isi", "bros-mutiara", "cokelat-huruf", "emping", "gipang", "hijab-payet", "keripik-singkong",
    "keset-bulat", "label-jahit", "mie-kering", "perhiasan-mutiara", "rengginang-buah-naga", "tas-payet", "teh-seduh",
)  # fmt: skip

GOOD: dict[str, dict[str, Any]] = {
    "baik": {},
    "baik, JPEG 60": {"quality": 60},
    "baik, remang berbintik": {"stops": -1, "noise": 0.012},
    "baik, 1 megapiksel": {"side": 866},
    "baik, agak gelap": {"stops": -1.5},
}
FAULTS: dict[str, tuple[set[str], dict[str, Any]]] = {
    "kabur 4": ({"photos.blurred", "photos.shaken"}, {"defocus": 4}),
    "kabur 8": ({"photos.blurred", "photos.shaken"}, {"defocus": 8}),
    "kabur 20": ({"photos.blurred", "photos.shaken"}, {"defocus": 20}),
    "kabur 6, berbintik": ({"photos.blurred", "photos.shaken"}, {"defocus": 6, "stops": -1, "noise": 0.012}),
    "goyang 8, 30°": ({"photos.shaken", "photos.blurred"}, {"shake": (8, 30)}),
    "goyang 12, 0°": ({"photos.shaken", "photos.blurred"}, {"shake": (12, 0)}),
    "goyang 12, 60°, JPEG 60": ({"photos.shaken", "photos.blurred"}, {"shake": (12, 60), "quality": 60}),
    "goyang 25, 100°": ({"photos.shaken", "photos.blurred"}, {"shake": (25, 100)}),
    "gelap −4": ({"photos.dark"}, {"stops": -4}),
    "gelap −5": ({"photos.dark"}, {"stops": -5}),
    "terlalu terang +2": ({"photos.overexposed"}, {"stops": 2}),
    "terlalu terang +2,5": ({"photos.overexposed"}, {"stops": 2.5}),
    "dibesarkan 4 kali": ({"photos.blurred", "photos.enlarged", "photos.shaken"}, {"enlarged": 4}),
    "dibesarkan 4 kali, kotak": ({"photos.enlarged", "photos.blurred", "photos.shaken"}, {"enlarged": -4}),
}

BOOK = rule_book(now().date())


@dataclass(frozen=True)
class Case:
    scene: str
    kind: str
    wanted: frozenset[str]
    """Any of these is right; empty: nothing may be said."""
    photo: PhotoFacts

    @property
    def measures(self) -> Measures:
        if self.photo.measures is None:
            raise ValueError("every case is measured")
        return self.photo.measures

    @property
    def said(self) -> set[str]:
        """The codes of the coach, but for the plain size."""
        found = coach(self.photo, category=Category.KESET, rule_book=BOOK)
        return {one.code for one in found} - {"photos.small", "photos.narrow"}

    @property
    def right(self) -> bool:
        return bool(self.said & self.wanted) if self.wanted else not self.said


def cases_of(name: str) -> list[Case]:
    """One scene, well and badly photographed."""
    pixels = scenes.scene(name) if name in scenes.SCENES else scenes.drawn(name)
    found = [_case(name, kind, set(), pixels, options) for kind, options in GOOD.items()]
    for kind, (wanted, options) in FAULTS.items():
        found.append(_case(name, kind, wanted, pixels, options))
    for kind, content in screens.with_picture(scenes.exposed(pixels)):
        found.append(Case(name, kind, frozenset({"photos.screenshot"}), _facts(content)))
    cut_out = scenes.packed(screens.cut_out(scenes.exposed(pixels)), "WEBP", quality=90)
    found.append(Case(name, "latar dihapus", frozenset({"photos.transparent"}), _facts(cut_out)))
    tall = scenes.camera(screens.tall(pixels))
    found.append(Case(name, "baik, foto tinggi", frozenset(), _facts(tall)))
    return found


def _case(name: str, kind: str, wanted: set[str], pixels: scenes.Pixels, options: dict[str, Any]) -> Case:
    return Case(name, kind, frozenset(wanted), _facts(scenes.taken(pixels, **options)))


def _facts(content: bytes) -> PhotoFacts:
    found = measures_of(content)
    return PhotoFacts(found.width, found.height, found.measures)


def _cases(names: tuple[str, ...]) -> Iterator[Case]:
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(cases_of, names):
            yield from found


DECIDES = {
    "kabur": "softness", "dibesarkan": "softness", "goyang": "shake", "gelap": "highlight", "terlalu": "burnt",
    "layar": "bars", "latar": "clear",
}  # fmt: skip


def _spread(cases: list[Case], measure: str) -> str:
    values = sorted(value for case in cases if (value := getattr(case.measures, measure)) is not None)
    return (
        f"{values[0]:.2f} … {values[len(values) // 2]:.2f} … {values[-1]:.2f}" if values else "tidak terukur"
    )


def main() -> None:
    halves = {"untuk memilih ambang": list(_cases(CHOSEN_BY))}
    if "--chosen-by" not in sys.argv:
        halves["tidak pernah dilihat"] = list(_cases(HELD_BACK))
    for half, cases in halves.items():
        print(f"\n{half}: {sum(case.right for case in cases)} dari {len(cases)} benar")
        kinds: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            kinds[case.kind].append(case)
        for kind, found in kinds.items():
            measure = next((name for word, name in DECIDES.items() if kind.startswith(word)), "")
            told = f"{measure} {_spread(found, measure)}" if measure else (
                f"softness {_spread(found, 'softness')}; shake {_spread(found, 'shake')}; burnt {_spread(found, 'burnt')}"
            )  # fmt: skip
            print(f"  {kind:<26}{sum(case.right for case in found):>3}/{len(found):<3} {told}")
        for case in cases:
            if not case.right:
                print(f"    ✗ {case.scene}, {case.kind}: {', '.join(sorted(case.said)) or '–'}")
    if "--verbose" in sys.argv:
        for cases in halves.values():
            for case in cases:
                print(case.scene, case.kind, case.measures.kept())


if __name__ == "__main__":
    main()
