"""What the last page showed comes back as facts, and every difference from what is true then is a sentence."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.money import Rupiah
from app.orders.rules import shown
from app.orders.rules.quote import Quote, Replaced
from tests.orders.test_quote import CITY, LINE, OTHER, PARCEL, some_quotes

HERS = replace(PARCEL, lines=(replace(LINE, line_id=1),))
QUOTE = Quote((HERS, replace(OTHER, lines=(replace(OTHER.lines[0], line_id=2, name="Tikar", label=""),))))
ADDRESS = {
    "name": "Sari",
    "phone": "+62812",
    "email": "",
    "village": "36.71.05.1003",
    "street": "Jl. 1",
    "landmark": "",
    "postal_code": "15148",
}
SEEN = shown.of(QUOTE, ADDRESS)
REPLACED = Replaced(9, "G-7K3M9QX", None, 90_000, "2 Keset")


def line(**changes: Any) -> Quote:
    return replace(
        QUOTE, parcels=(replace(HERS, lines=(replace(HERS.lines[0], **changes),)), QUOTE.parcels[1])
    )


def way(**changes: Any) -> Quote:
    return replace(QUOTE, parcels=(replace(HERS, chosen=replace(CITY, **changes)), QUOTE.parcels[1]))


@pytest.mark.parametrize(
    ("now", "sentences"),
    [
        (QUOTE, []),
        (line(price=50_000), ["Keset (Merah) kini Rp50.000, naik dari Rp45.000."]),
        (line(price=40_000), ["Keset (Merah) kini Rp40.000, turun dari Rp45.000."]),
        (line(pieces=3), ["Keset (Merah) kini 3 buah. Tadinya 2."]),
        (line(label="Jingga"), ["Keset (Merah) kini bernama Keset (Jingga)."]),
        (line(name="Keset Tebal"), ["Keset (Merah) kini bernama Keset Tebal (Merah)."]),
        (line(note="SARI"), ["Tulisan untuk Keset (Merah) kini “SARI”."]),
        (
            line(ready_on=date(2026, 11, 24)),
            ["Keset (Merah) siap Selasa, 24 November, mundur dari Senin, 23 November."],
        ),
        (way(fee=Rupiah(18_000)), ["Ongkos kirim dari Rumah kini Rp18.000, naik dari Rp12.000."]),
        (way(fee=Rupiah(9_000)), ["Ongkos kirim dari Rumah kini Rp9.000, turun dari Rp12.000."]),
        (
            way(arrives_on=date(2026, 11, 26)),
            ["Kiriman dari Rumah sampai sekitar Kamis, 26 November, mundur dari Rabu, 25 November."],
        ),
        (
            way(arrives_on=date(2026, 11, 24)),
            ["Kiriman dari Rumah sampai sekitar Selasa, 24 November, maju dari Rabu, 25 November."],
        ),
        (
            way(way="kilat", service="Kurir kilat"),
            ["Cara kirim dari Rumah kini Kurir kilat. Kurir reguler tidak dipakai lagi."],
        ),
        (
            replace(QUOTE, parcels=(replace(HERS, chosen=None), QUOTE.parcels[1])),
            ["Rumah belum bisa mengirim ke alamat ini."],
        ),
        (
            replace(QUOTE, parcels=(replace(HERS, seller_name="Rumah Baru"), QUOTE.parcels[1])),
            ["Rumah kini bernama Rumah Baru."],
        ),
        (replace(QUOTE, parcels=(HERS,)), ["Tikar sudah tidak ada di keranjang."]),
        (
            Quote((HERS,), (replace(LINE, line_id=2, problem="Tikar tidak ikut dipesan: baru saja habis."),)),
            ["Tikar tidak ikut dipesan: baru saja habis."],
        ),
        (
            replace(
                QUOTE,
                parcels=(
                    replace(HERS, lines=(*HERS.lines, replace(LINE, line_id=3, name="Bros", label=""))),
                    QUOTE.parcels[1],
                ),
            ),
            ["Bros ikut dipesan, 2 buah."],
        ),
        (
            replace(QUOTE, replaces=(REPLACED,)),
            ["Pesanan G-7K3M9QX yang belum dibayar diganti dengan yang ini."],
        ),
    ],
)
def test_each_difference_is_named(now: Quote, sentences: list[str]) -> None:
    assert shown.differences(SEEN, now, ADDRESS) == sentences


def test_an_order_that_is_no_longer_replaced_is_named() -> None:
    seen = shown.of(replace(QUOTE, replaces=(REPLACED,)), ADDRESS)
    assert shown.differences(seen, QUOTE, ADDRESS) == [
        "Pesanan G-7K3M9QX tidak lagi menunggu dibayar, jadi tidak diganti."
    ]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("name", "Nama penerima kini lain. Tadinya Sari."),
        ("phone", "Nomor HP penerima kini lain. Tadinya +62812."),
        ("email", "E-mail kini lain. Tadinya kosong."),
        ("village", "Kelurahan tujuannya kini lain."),
        ("street", "Alamat kini lain. Tadinya Jl. 1."),
        ("landmark", "Patokan kini lain. Tadinya kosong."),
        ("postal_code", "Kode pos kini lain. Tadinya 15148."),
    ],
)
def test_every_part_of_the_address_is_named(part: str, sentence: str) -> None:
    assert shown.differences(SEEN, QUOTE, {**ADDRESS, part: "lain"}) == [sentence]


def test_a_way_that_she_has_just_chosen_herself_is_no_news() -> None:
    now = way(way="pickup", service="Diambil sendiri", fee=Rupiah(0), arrives_on=date(2026, 11, 23))
    assert shown.differences(shown.own_choice(SEEN, now), now, ADDRESS) == []
    dearer = replace(
        now, parcels=(replace(now.parcels[0], lines=(replace(HERS.lines[0], price=1),)), now.parcels[1])
    )
    assert shown.differences(shown.own_choice(SEEN, dearer), dearer, ADDRESS) == [
        "Keset (Merah) kini Rp1, turun dari Rp45.000."
    ]


@given(some_quotes, st.dictionaries(st.sampled_from(sorted(ADDRESS)), st.text(max_size=40)))
@settings(deadline=None, max_examples=100)
def test_what_is_written_is_read_back_and_then_nothing_differs(quote: Quote, address: dict[str, str]) -> None:
    text = shown.write(shown.of(quote, address))
    assert shown.differences(shown.read(text), quote, address) == []


BROKEN = [
    None,
    "",
    "x",
    "\x00",
    "[]",
    "{}",
    "null",
    "1e999",
    "[" * 5000,
    '{"lines":1,"parts":{},"address":{},"replaces":[]}',
    '{"lines":{"a":{}},"parts":{},"address":{},"replaces":[]}',
    '{"lines":{"1":{"name":"x"}},"parts":{},"address":{},"replaces":[]}',
    '{"lines":{"1":{"name":"x","note":"","price":"1","pieces":1}},"parts":{},"address":{},"replaces":[]}',
    '{"lines":{"1":{"name":"x","note":"","price":true,"pieces":1}},"parts":{},"address":{},"replaces":[]}',
    shown.write(SEEN).replace("2026-11-23", "kemarin"),
    shown.write(SEEN) + " " * shown.MOST_LETTERS,
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_cannot_be_read_shows_everything_anew(text: str | None) -> None:
    assert shown.read(text) is None
    assert shown.differences(shown.read(text), QUOTE, ADDRESS) == [
        "Halaman tadi tidak terkirim lengkap. Ini keadaan yang sekarang."
    ]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
@settings(deadline=None, max_examples=100)
def test_no_json_at_all_breaks_the_reading(anything: Any) -> None:
    facts = json.loads(shown.write(SEEN))
    for name in (*facts, None):
        text = json.dumps({**facts, name: anything} if name else anything)
        assert isinstance(shown.differences(shown.read(text), QUOTE, ADDRESS), list)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("lines", "1", "price"), 1),
        (("lines", "1", "pieces"), 99),
        (("lines", "1", "name"), "<b>"),
        (("parts", "7", "fee"), 0),
        (("parts", "7", "way"), "pickup"),
        (("parts", "8"), {**json.loads(shown.write(SEEN))["parts"]["7"]}),
        (("address", "lain"), "x"),
        (("replaces",), ["G-2222222"]),
    ],
)
def test_tampering_only_shows_more(path: tuple[str, ...], value: Any) -> None:
    facts = json.loads(shown.write(SEEN))
    inner = facts
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert shown.differences(shown.read(json.dumps(facts)), QUOTE, ADDRESS) != []


def test_a_full_cart_fits_well_into_its_form() -> None:
    lines = tuple(
        replace(LINE, line_id=one, name="K" * 90, label="P" * 40, note="N" * 200) for one in range(60)
    )
    parcels = tuple(replace(PARCEL, seller_id=one, lines=(lines[one],)) for one in range(60))
    assert len(shown.write(shown.of(Quote(parcels), ADDRESS))) < shown.MOST_LETTERS
