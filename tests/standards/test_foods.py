"""Product names: one food, flavours of it, or two foods."""

import pytest

from app.standards.rules.foods import Kinship, groups_for, kinship


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Jenang pepaya", "Pepaya candy", Kinship.DIFFERENT),
        ("Telur Asin (plastik mika)", "Serundeng Kelapa (plastik pouch)", Kinship.DIFFERENT),
        ("Keripik pisang", "Kripik singkong balado", Kinship.DIFFERENT),
        ("Abon ayam", "Abon sapi", Kinship.DIFFERENT),
        ("Kue nastar", "Kue kastengel", Kinship.DIFFERENT),
        ("Kopi bubuk", "Gula semut", Kinship.DIFFERENT),
        ("Torakur (tomat rasa kurma)", "Jenang pepaya", Kinship.DIFFERENT),
        ("Keripik pisang cokelat", "Kripik pisang rasa keju", Kinship.FLAVOURS),
        ("Mie lidi pedas", "Mie lidi manis", Kinship.FLAVOURS),
        ("Bakpia keju", "Bakpia kacang hijau", Kinship.FLAVOURS),
        ("Sambal pecel", "Bumbu pecel pedas", Kinship.FLAVOURS),
        ("Kue kering", "Nastar", Kinship.FLAVOURS),
        ("Dodol nanas", "Dodol sirsak", Kinship.FLAVOURS),
        ("Kerupuk ikan", "Amplang ikan", Kinship.FLAVOURS),
        ("Upia karanji besar", "Upia karanji kecil", Kinship.FLAVOURS),
        ("Keripik tempe 100 gr", "keripik Tempe 250 gram", Kinship.SAME),
        ("Aneka snack kering", "Kopi", Kinship.UNKNOWN),
        ("(dessert brand, product unknown)", "Kopi", Kinship.UNKNOWN),
        ("", "Kopi", Kinship.UNKNOWN),
    ],
)
def test_two_names_are_related_by_head_noun_then_material(one: str, other: str, relation: Kinship):
    assert (kinship(one, other), kinship(other, one)) == (relation, relation)


def test_a_name_points_to_food_groups_of_its_time():
    assert groups_for("Keripik tempe", "B") == {"15"}
    assert groups_for("Keripik tempe", "C") == {"11"}
    assert groups_for("Barang lain", "A") == frozenset()
