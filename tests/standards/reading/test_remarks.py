"""What is said of photos as a whole: nothing to read, a wall of labels, other scripts."""

from app.standards.rules.reading.remarks import remarks_on
from app.standards.rules.reading.seen import Sight
from tests.standards.reading.sights import sight

EMPTY = "Tidak ada tulisan yang terbaca di foto ini. Foto labelnya dari dekat, di tempat yang terang."
WALL = "Ada banyak label dalam satu foto, jadi isinya tercampur. Foto satu kemasan saja, dari dekat."


def test_a_pack_with_front_and_back_is_nothing_odd():
    front, back = sight("Keripik Pisang", "Netto 250 g"), sight("Komposisi: pisang, gula", "Netto 250 g")
    assert remarks_on([front, back]) == ()


def test_a_photo_without_any_text_says_what_to_do():
    assert remarks_on([Sight(800, 600)]) == (EMPTY,)
    assert remarks_on([Sight(800, 600), sight("Netto 250 g")]) == ()


def test_a_wall_of_labels_is_told_from_one_pack():
    assert remarks_on([sight(*["Komposisi: pisang, gula"] * 4)]) == (WALL,)
    assert remarks_on([sight(*["P-IRT No. 2143374010123-29"] * 40)]) == (WALL,)
    assert remarks_on([sight(*["Komposisi: pisang, gula"] * 2)]) == ()


def test_much_text_in_other_scripts_is_told_and_a_little_is_not():
    (told,) = remarks_on([sight("香蕉片脆片零食小吃", "Keripik", "配料香蕉糖")])
    assert told.startswith("Banyak tulisan yang bukan huruf Latin.")
    assert remarks_on([sight("Keripik Pisang Cokelat Manis", "حلال")]) == ()
