"""A seller prints label and packing list of one parcel: what stands there, and when there is no label to be had."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.orders.models import Order, OrderLine
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, parcels
from tests.support import market, world
from tests.support.books import books
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.printing import texts_of

FILES = ["label.pdf", "daftar-kemas.pdf"]


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def at(order: Order) -> str:
    return f"/penjual/pesanan/{parcels_of(order)[0].id}"


def accepted(wanted: Any = None, **wishes: Any) -> Order:
    """An order whose first parcel the world's seller is making."""
    order = a_paid_order(wanted, **wishes)
    parcels.accept(world.actor(world.SELLER), parcels_of(order)[0].id)
    return order


def test_the_label_carries_the_order_and_where_it_goes(maker: PageClient) -> None:
    order = accepted()
    answer = maker.get(f"{at(order)}/label.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="label-{order.number}.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    (text,) = texts_of(answer.data)
    for one in (
        order.number, "Sari Pembeli", "0812-0000-1005", "Jl. Uji No. 1", "Kel. Babakan, Kec. Tangerang", "15118",
        "Rumah Perca", "Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang", "2 barang · 1.200 g, dihitung 1 kg",
        "Kirim paling lambat", "PESANAN UJI, JANGAN DIKIRIM",
    ):  # fmt: skip
        assert one in text, one
    assert "Gang Rahasia" not in text, "the maker's own street is nobody's business"


def test_the_packing_list_carries_lines_and_notes_and_no_address(maker: PageClient, db: Any) -> None:
    things = world.goods()
    order = accepted({things.ready: 2, things.made: 1})
    db.execute(sa.update(OrderLine).where(OrderLine.name == "Keset Kepang").values(note="Untuk #Ibu* Ratna"))
    answer = maker.get(f"{at(order)}/daftar-kemas.pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="daftar-kemas-{order.number}.pdf"'
    (text,) = texts_of(answer.data)
    for one in (
        order.number,
        "2 × Keset Perca",
        "1 × Keset Kepang",
        "Untuk #Ibu* Ratna",
        "3 barang, 2 macam",
    ):
        assert one in text, one
    assert "Jl. Uji" not in text and "0812" not in text


def test_what_has_fallen_away_is_not_packed_and_not_weighed(maker: PageClient, db: Any) -> None:
    things = world.goods()
    order = accepted({things.ready: 3, things.made: 1})
    (parcel,) = parcels_of(order)
    lines = {
        one.name: one for one in db.scalars(sa.select(OrderLine).where(OrderLine.parcel_id == parcel.id))
    }
    gone = {lines["Keset Perca"].id: 1, lines["Keset Kepang"].id: 1}
    adjusting.drop(parcel, gone, AdjustmentKind.SHORT, "Kainnya habis.")
    (text,) = texts_of(maker.get(f"{at(order)}/daftar-kemas.pdf").data)
    assert "2 × Keset Perca" in text and "Keset Kepang" not in text and "Berat 1.200 g" in text
    assert "2 barang · 1.200 g" in texts_of(maker.get(f"{at(order)}/label.pdf").data)[0]


def test_two_boxes_on_a_sheet_of_a4(maker: PageClient) -> None:
    order = accepted()
    pages = texts_of(maker.get(f"{at(order)}/label.pdf?sheet=a4&boxes=2").data)
    assert len(pages) == 1 and "Kotak 1 dari 2" in pages[0] and "Kotak 2 dari 2" in pages[0]


def test_what_the_buyer_fetches_has_a_label_without_her_address(maker: PageClient) -> None:
    product = world.goods().ready
    order = accepted({product: 1}, wishes={market.seller_of(product): "pickup"})
    (text,) = texts_of(maker.get(f"{at(order)}/label.pdf").data)
    assert "Diambil sendiri di gerai." in text and "Sari Pembeli" in text
    assert "Jl. Uji" not in text and "Babakan" not in text and "15118" not in text


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("steps", "printed"), [(0, False), (1, True), (2, True), (3, False), (4, False), (-1, False)]
)
def test_there_are_papers_from_her_yes_until_it_is_sent(
    maker: PageClient, file: str, steps: int, printed: bool
) -> None:
    order = a_paid_order()
    who, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    deeds = [
        lambda: parcels.accept(who, parcel_id),
        lambda: parcels.pack(who, parcel_id),
        lambda: parcels.send(who, parcel_id, courier="JNE", tracking="JNE1"),
        lambda: parcels.receive(order.number, parcel_id, world.actor(world.BUYER), None),
    ]
    for deed in deeds[:steps] if steps >= 0 else [lambda: parcels.decline(who, parcel_id, "Maaf.")]:
        deed()
    assert (f'href="{at(order)}/{file}"' in maker.get(at(order)).text) is printed
    answer = maker.get(f"{at(order)}/{file}")
    if printed:
        assert answer.data.startswith(b"%PDF")
        return
    assert answer.location == f"{at(order)}#kertas"
    assert f"Pesanan {order.number} tidak sedang disiapkan." in maker.get(answer.location).text


@pytest.mark.parametrize("file", FILES)
def test_another_sellers_parcel_and_an_unpaid_one_have_no_papers(
    maker: PageClient, signed_in: Any, client: PageClient, file: str
) -> None:
    order, unpaid = accepted(), an_order()
    assert signed_in(world.OTHER_SELLER).get(f"{at(order)}/{file}").status_code == 404
    assert signed_in(world.OTHER_SELLER).get(f"{at(order)}/{file}?boxes=x").status_code == 404
    assert maker.get(f"{at(unpaid)}/{file}").status_code == 404
    assert maker.get(f"/penjual/pesanan/{10**30}/{file}").status_code == 404
    assert client.get(f"{at(order)}/{file}").status_code == 302
    assert signed_in(world.BUYER).get(f"{at(order)}/{file}").status_code == 403


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("boxes=0", "Isi antara 1 dan 9."),
        ("boxes=10", "Isi antara 1 dan 9."),
        ("boxes=-1", "Isi antara 1 dan 9."),
        ("boxes=1000000000", "Isi antara 1 dan 9."),
        ("boxes=dua", "Tulis dengan angka saja."),
        ("boxes=", "Tulis jumlah kotaknya."),
        ("sheet=a5", "Pilih salah satu dari daftar."),
        ("sheet=%00", "Pilih salah satu dari daftar."),
    ],
)
def test_a_choice_that_there_is_not_is_said_on_the_parcels_page(
    maker: PageClient, query: str, said: str
) -> None:
    order = accepted()
    before = books()
    answer = maker.get(f"{at(order)}/label.pdf?{query}")
    assert answer.location == f"{at(order)}#kertas"
    assert f"Belum bisa dicetak. {said}" in maker.get(answer.location).text
    assert books() == before


@pytest.mark.parametrize(
    ("street", "name"), [("W" * 4096, "Sari"), ("\u202eجاد 王", "محمد"), ("#set *x* $1$", "<b>Bu</b>")]
)
def test_whatever_address_was_typed_there_is_a_label(
    maker: PageClient, db: Any, street: str, name: str
) -> None:
    order = accepted()
    db.execute(sa.update(Order).where(Order.id == order.id).values(street=street, buyer_name=name))
    for file in FILES:
        assert maker.get(f"{at(order)}/{file}").data.startswith(b"%PDF")


def test_printing_writes_nothing(maker: PageClient) -> None:
    order = accepted()
    before = books()
    for file in FILES:
        maker.get(f"{at(order)}/{file}")
    assert books() == before


def test_the_kader_who_helps_her_prints_for_her(signed_in: Any) -> None:
    order = accepted()
    helper, maker = signed_in(world.KADER), world.actor(world.SELLER)
    assert helper.get(f"{at(order)}/label.pdf").status_code == 403
    helper.send("/akun/dampingi", to=f"/akun/dampingi/{maker.person_id}")
    assert helper.get(f"{at(order)}/label.pdf").data.startswith(b"%PDF")


def test_one_of_several_makers_prints_her_own_goods_only(maker: PageClient) -> None:
    order = accepted(dict.fromkeys(market.five_things(), 1))
    assert {one.state for one in parcels_of(order)} >= {"accepted", "to_answer"}
    text = " ".join(texts_of(maker.get(f"{at(order)}/daftar-kemas.pdf").data))
    assert "Keset Perca" in text and "Keset Kepang" in text and "Keset Tetangga" not in text
