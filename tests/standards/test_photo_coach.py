"""The photo coach: what it says of photos with known faults, and that it is quiet about good ones."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.base.kinds import Category
from app.media.rules.measures import Measures
from app.media.rules.photo import measures_of
from app.standards.rules.book import rule_book
from app.standards.rules.photos import PhotoFacts, check_photos, coach
from bench import scenes, screens

BOOK = rule_book(date(2026, 11, 22))


@cache
def scene_of(name: str) -> scenes.Pixels:
    return scenes.scene(name, 1000, 750)


def facts(content: bytes) -> PhotoFacts:
    found = measures_of(content)
    return PhotoFacts(found.width, found.height, found.measures)


def told(content: bytes) -> list[str]:
    found = coach(facts(content), category=Category.KESET, rule_book=BOOK)
    return [one.code for one in found if one.code != "photos.narrow"]


GOOD = [
    ("latar lembut", {}),  # a sharp subject before a soft ground
    ("keset hitam", {}),  # dark by nature, and sharp
    ("keset hitam di semen", {}),
    ("manggis di kertas", {}),  # few edges, but those are sharp
    ("mangkuk di kertas", {}),
    ("putih di atas putih", {}),
    ("payet", {}),  # highlights
    ("garis mendatar", {}),  # edges in one direction only, by nature
    ("anyaman", {"quality": 60}),
    ("kemasan bertulisan", {"stops": -1, "noise": 0.012}),  # grain of a dim room
    ("toples", {"quality": 60}),
]


@pytest.mark.parametrize(("scene", "options"), GOOD, ids=[scene for scene, _ in GOOD])
def test_nothing_is_said_of_a_good_photo(scene: str, options: dict[str, float]) -> None:
    assert told(scenes.taken(scene_of(scene), **options)) == []  # type: ignore[arg-type]


def test_nothing_is_said_of_a_tall_photo() -> None:
    assert told(scenes.camera(screens.tall(scenes.scene("anyaman", 1500, 1500)))) == []


FAULTS = [
    ("manggis di kertas", {"defocus": 4}, ["photos.blurred"]),
    ("latar lembut", {"defocus": 5}, ["photos.blurred"]),
    ("anyaman", {"defocus": 5, "quality": 60}, ["photos.blurred"]),
    ("kemasan bertulisan", {"defocus": 15}, ["photos.blurred"]),
    ("manggis di kertas", {"shake": (10, 20)}, ["photos.shaken"]),
    ("payet", {"shake": (12, 90)}, ["photos.shaken"]),
    ("latar lembut", {"shake": (20, 0)}, ["photos.shaken"]),
    ("payet", {"stops": -5}, ["photos.dark"]),
    ("latar lembut", {"stops": -4}, ["photos.dark"]),
    ("manggis di kertas", {"stops": 2.5}, ["photos.overexposed"]),
    ("latar lembut", {"stops": 2}, ["photos.overexposed"]),
    ("kemasan bertulisan", {"enlarged": -5}, ["photos.enlarged"]),
    ("kemasan bertulisan", {"enlarged": 5}, ["photos.blurred"]),
]


@pytest.mark.parametrize(("scene", "options", "codes"), FAULTS)
def test_a_fault_is_told_by_its_name(scene: str, options: dict[str, object], codes: list[str]) -> None:
    assert told(scenes.taken(scene_of(scene), **options)) == codes  # type: ignore[arg-type]


@pytest.mark.parametrize("scene", ["payet", "mangkuk di kertas"])
def test_pictures_of_screens_are_told_however_they_were_sent(scene: str) -> None:
    photo = scenes.exposed(scene_of(scene))
    for kind, content in screens.with_picture(photo):
        assert told(content) == ["photos.screenshot"], kind


def test_a_cut_out_is_told() -> None:
    cut = screens.cut_out(scenes.exposed(scene_of("anyaman")))
    assert told(scenes.packed(cut, "WEBP", quality=90)) == ["photos.transparent"]
    assert told(scenes.packed(cut, "PNG", compress_level=1)) == ["photos.transparent"]


# -- the words --------------------------------------------------------------------------------------

FINE = Measures(
    softness=0.1, shake=0.2, steady=0.1, noise=0.3, highlight=230.0, middle=140.0, unevenness=30.0, clipped=0.0,
    burnt=0.0, bars=0, screen=False, clear=0.0, blocks=False,
)  # fmt: skip


def test_a_sentence_says_which_photo_and_what_to_do() -> None:
    moved = PhotoFacts(1200, 1200, replace(FINE, shake=1.5))
    (found,) = coach(moved, category=Category.KESET, rule_book=BOOK, number=3)
    assert (found.code, found.severity.value, found.field) == ("photos.shaken", "periksa", "photos")
    assert found.sentence == "Foto 3 goyang."
    assert found.next_step == "Sandarkan siku di meja, tahan napas sebentar, lalu ambil lagi."
    assert coach(moved, category=Category.KESET, rule_book=BOOK)[0].sentence == "Foto ini goyang."


def test_the_ground_of_a_numbered_photo_is_spoken_of_in_small_letters() -> None:
    cut = PhotoFacts(1200, 1200, replace(FINE, clear=0.4))
    sentences = [
        coach(cut, category=Category.PAYET, rule_book=BOOK, number=at)[0].sentence for at in (None, 2)
    ]
    assert sentences == [
        "Latar foto ini sudah dihapus; di toko jadi putih polos.",
        "Latar foto 2 sudah dihapus; di toko jadi putih polos.",
    ]


def test_the_coach_and_the_check_say_the_same() -> None:
    photos = [
        PhotoFacts(1200, 1200, FINE),
        PhotoFacts(1200, 1200, replace(FINE, highlight=50.0)),
        PhotoFacts(700, 700, replace(FINE, softness=2.0)),
    ]
    checked = check_photos(photos, category=Category.CAMILAN, rule_book=BOOK)
    one_by_one = [
        finding
        for number, photo in enumerate(photos, start=1)
        for finding in coach(photo, category=Category.CAMILAN, rule_book=BOOK, number=number)
    ]
    assert checked == one_by_one
    assert [one.sentence for one in checked] == [
        "Foto 2 terlalu gelap.",
        "Foto 3 kabur, tidak ada bagian yang tajam.",
    ]


def test_a_photo_that_was_never_measured_is_judged_by_its_size_only() -> None:
    assert coach(PhotoFacts(1200, 1200), category=Category.KESET, rule_book=BOOK) == []
    (small,) = coach(PhotoFacts(500, 700), category=Category.KESET, rule_book=BOOK)
    assert small.sentence == "Foto ini terlalu kecil, sisi pendeknya 500 piksel."


@pytest.mark.parametrize("category", list(Category))
def test_the_coach_never_refuses_a_photo(category: Category) -> None:
    worst = replace(FINE, softness=5.0, highlight=10.0, middle=2.0, burnt=1.0, clipped=1.0, clear=0.9)
    for measures in (worst, replace(worst, bars=4), replace(worst, blocks=True)):
        found = coach(PhotoFacts(1200, 1200, measures), category=category, rule_book=BOOK)
        assert found
        assert {one.severity.value for one in found} == {"periksa"}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"softness": None, "shake": None, "steady": None}, []),
        ({"softness": 0.75}, []),
        ({"softness": 0.76}, ["photos.blurred"]),
        ({"softness": 1.2, "noise": 5.0}, []),  # grain hides what is faint
        ({"softness": 1.7, "noise": 5.0}, ["photos.blurred"]),
        ({"shake": 0.92, "steady": 0.2}, []),
        ({"shake": 0.93, "steady": 0.2}, ["photos.shaken"]),
        ({"softness": 1.5, "shake": 1.9, "steady": 1.2}, ["photos.blurred"]),
        ({"highlight": 75.0}, ["photos.dark"]),
        ({"highlight": 75.0, "unevenness": 2.0}, []),  # a black cloth that fills the picture
        ({"highlight": 39.0, "unevenness": 2.0}, ["photos.dark"]),
        ({"highlight": 80.0, "middle": 20.0}, ["photos.dark"]),
        ({"burnt": 0.08, "clipped": 0.3}, []),
        ({"burnt": 0.09, "clipped": 0.3}, ["photos.overexposed"]),
        ({"burnt": 0.15, "clipped": 0.04}, []),  # pale cream in good light
        ({"clipped": 0.9}, []),  # white paper
        ({"bars": 1}, []),
        ({"bars": 2, "softness": 3.0, "burnt": 0.5}, ["photos.screenshot"]),
    ],
)
def test_where_the_thresholds_lie(change: dict[str, float], codes: list[str]) -> None:
    found = coach(PhotoFacts(1200, 1200, replace(FINE, **change)), category=Category.KESET, rule_book=BOOK)  # type: ignore[arg-type]
    assert [one.code for one in found] == codes


def test_one_seam_is_enough_on_a_picture_of_a_phones_shape() -> None:
    seam = replace(FINE, bars=1)
    assert coach(PhotoFacts(1200, 1600, seam), category=Category.KESET, rule_book=BOOK) == []
    (found,) = coach(PhotoFacts(800, 1600, seam), category=Category.KESET, rule_book=BOOK)
    assert found.code == "photos.screenshot"


def test_a_picture_of_a_long_screen_is_told_once() -> None:
    found = coach(
        PhotoFacts(1080, 2400, replace(FINE, bars=6)), category=Category.KESET, rule_book=BOOK, number=2
    )
    assert [one.code for one in found] == ["photos.screenshot"]
