"""An open gerai: where it is, how it sends, days off, closing, and who makes in it."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.db.journal import JournalEntry
from app.delivery.rules.zones import Zone
from app.orders.service import parcels
from app.sellers import queries, service
from app.sellers.models import Membership, Seller
from app.sellers.rules import NotReady
from app.training import queries as training_queries
from app.training import service as training
from tests.support import orders, world
from tests.support.buying import put
from tests.support.crawl import walk
from tests.support.forms import filled
from tests.support.pages import PageClient

SUNDAY = world.SUNDAY.date()


@pytest.fixture
def seller(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def gerai(seller: Actor) -> Seller:
    return queries.owned(seller)


@pytest.fixture
def browser(signed_in: Any) -> PageClient:
    made: PageClient = signed_in(world.SELLER)
    return made


def on_show(browser: PageClient) -> list[int]:
    goods = world.goods()
    return [browser.get(f"/produk/{one.slug}").status_code for one in (goods.ready, goods.made)]


# -- where it is ------------------------------------------------------------------------------


def test_an_address_is_kept_and_moves_her_goods(
    browser: PageClient, client: PageClient, gerai: Seller, db: Any
) -> None:
    fields = {"place": world.SURABAYA, "street": "Jalan Baru 9", "rt": "3", "rw": "RW 04"}
    assert browser.send("/penjual/gerai/alamat", **fields).location == "/penjual/gerai"
    db.refresh(gerai)
    assert (gerai.village_code, gerai.street, gerai.rt, gerai.rw) == (
        world.SURABAYA, "Jalan Baru 9", "003", "004",
    )  # fmt: skip
    assert "Keset Perca" in client.get("/daerah/kota-surabaya").text
    assert "Keset Perca" not in client.get("/daerah/kota-tangerang").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"street": ""}, "Tulis alamat rumahnya. Alamat ini tidak tampil di toko."),
        ({"rt": "dua"}, "RT dan RW ditulis dengan angka, paling banyak tiga angka."),
        ({"rw": "0"}, "RT dan RW ditulis dengan angka, paling banyak tiga angka."),
        ({"place": "36.71", "place_words": ""}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
    ],
)
def test_each_mistake_in_an_address_has_its_sentence(
    browser: PageClient, gerai: Seller, db: Any, typed: dict[str, str], sentence: str
) -> None:
    fields = {"place": world.VILLAGE, "street": "Jalan Baru 9", "rt": "3", "rw": "4", **typed}
    answer = browser.send("/penjual/gerai/alamat", **fields)
    assert answer.text.count(sentence) == 1
    kept = filled(answer.text, "street")
    assert {name: kept.get(name, [""]) for name in ("street", "rt", "rw")} == {
        name: [fields[name]] for name in ("street", "rt", "rw")
    }
    wrong = next(name for name in typed)
    if wrong in ("rt", "rw"):
        assert f'id="{wrong}-salah-1"' in answer.text
    db.refresh(gerai)
    assert (gerai.street, gerai.rt, gerai.rw) == ("Gang Rahasia No. 7", "002", "005")


def test_the_street_stands_on_no_page_of_the_shop(client: PageClient, db: Any) -> None:
    put(client, world.goods().ready)
    pages = walk(client, "/", most=60)
    assert len(pages) > 10 and "/gerai/rumah-perca" in pages
    for path, answer in pages.items():
        assert b"Gang Rahasia" not in answer.data, path
    stored = db.execute(sa.text("SELECT * FROM storefront_listings")).all()
    assert "Gang Rahasia" not in str(stored)


def test_who_fetches_reads_the_street_once_the_maker_has_agreed(
    signed_in: Any, seller: Actor, gerai: Seller
) -> None:
    order, buyer = orders.an_order(wishes={gerai.id: "pickup"}), signed_in(world.BUYER)
    (parcel,) = orders.parcels_of(order)
    page = f"/pesanan/{order.number}"
    assert "Gang Rahasia" not in buyer.get(page).text
    orders.pay(order)
    assert "Gang Rahasia" not in buyer.get(page).text
    parcels.accept(seller, parcel.id)
    assert "Ambil di Gang Rahasia No. 7, RT 002/RW 005" in buyer.get(page).text


def test_who_is_sent_to_never_reads_the_street(signed_in: Any, seller: Actor) -> None:
    order, buyer = orders.a_paid_order(), signed_in(world.BUYER)
    (parcel,) = orders.parcels_of(order)
    parcels.accept(seller, parcel.id)
    parcels.decline(seller, parcel.id, "Sakit.")
    assert "Gang Rahasia" not in buyer.get(f"/pesanan/{order.number}").text


# -- how it sends -----------------------------------------------------------------------------


def test_ways_of_sending_are_chosen_and_shown(browser: PageClient, gerai: Seller, client: PageClient) -> None:
    assert filled(browser.get("/penjual/gerai/kirim").text, "zones")["zones"] == ["city", "country", "pickup"]
    answer = browser.send("/penjual/gerai/kirim", zones=["district", "province"])
    assert answer.location == "/penjual/gerai"
    assert queries.ways([gerai.id])[gerai.id].zones == {Zone.DISTRICT, Zone.PROVINCE}


@pytest.mark.parametrize(
    ("zones", "sentence"),
    [([], "Pilih paling sedikit satu cara kirim"), (["city", "bulan"], "Pilih dari daftar.")],
)
def test_an_open_gerai_keeps_a_way_to_send(
    browser: PageClient, gerai: Seller, count: Any, zones: list[str], sentence: str
) -> None:
    before = count(JournalEntry)
    assert sentence in browser.send("/penjual/gerai/kirim", zones=zones).text
    assert queries.ways([gerai.id])[gerai.id].zones == {Zone.CITY, Zone.COUNTRY, Zone.PICKUP}
    assert count(JournalEntry) == before


# -- days off ---------------------------------------------------------------------------------


def test_goods_are_away_on_days_off_and_come_back_by_themselves(
    browser: PageClient, client: PageClient, gerai: Seller
) -> None:
    first, last = SUNDAY + timedelta(days=2), SUNDAY + timedelta(days=4)
    answer = browser.send("/penjual/gerai/libur", start=str(first), end=str(last))
    assert "Libur sudah dicatat." in browser.get(answer.location).text
    midnight = world.SUNDAY - timedelta(hours=10)  # Jakarta's
    a_moment = timedelta(microseconds=1)
    for when, shown in (
        (world.SUNDAY, [200, 200]),
        (midnight + timedelta(days=2) - a_moment, [200, 200]),
        (midnight + timedelta(days=2), [404, 404]),
        (midnight + timedelta(days=5) - a_moment, [404, 404]),
        (midnight + timedelta(days=5), [200, 200]),
    ):
        with clock.at(when):
            assert on_show(client) == shown, when
            closed = "Sedang libur sampai Kamis, 26 November." in client.get("/gerai/rumah-perca").text
            assert closed == (shown == [404, 404])


def test_a_leave_can_be_called_off(browser: PageClient, client: PageClient, gerai: Seller, db: Any) -> None:
    browser.send("/penjual/gerai/libur", start=str(SUNDAY), end=str(SUNDAY))
    assert on_show(client) == [404, 404]
    answer = browser.send("/penjual/gerai/libur", to="/penjual/gerai/libur/batal")
    assert answer.location == "/penjual/gerai"
    assert on_show(client) == [200, 200]
    db.refresh(gerai)
    assert (gerai.leave_from, gerai.leave_until) == (None, None)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("", "2026-12-01", "Pilih tanggal mulainya."),
        ("2026-12-01", "", "Pilih tanggal selesainya."),
        ("2026-12-02", "2026-12-01", "Tanggal selesai libur ada sebelum tanggal mulainya."),
        ("2026-11-01", "2026-11-21", "Tanggal libur ini sudah lewat."),
        ("2026-12-01", "2027-12-01", "Libur paling lama 90 hari."),
        ("2026-12-01", "lusa", "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
    ],
)
def test_each_mistake_in_a_leave_has_its_sentence(
    browser: PageClient, gerai: Seller, db: Any, start: str, end: str, sentence: str
) -> None:
    answer = browser.send("/penjual/gerai/libur", start=start, end=end)
    assert sentence in answer.text
    kept = filled(answer.text, "start")
    assert (kept.get("start", [""]), kept.get("end", [""])) == ([start], [end])
    db.refresh(gerai)
    assert gerai.leave_from is None


# -- closing ----------------------------------------------------------------------------------


def test_a_closed_gerai_shows_nothing_and_finishes_its_orders(
    browser: PageClient, client: PageClient, seller: Actor
) -> None:
    order = orders.a_paid_order()
    (parcel,) = orders.parcels_of(order)
    browser.send("/penjual/gerai", to="/penjual/gerai/tutup")
    assert on_show(client) == [404, 404]
    assert client.get("/gerai/rumah-perca").status_code == 404
    assert "Keset Perca" not in client.get("/cari").text
    parcels.accept(seller, parcel.id)
    parcels.pack(seller, parcel.id)
    parcels.send(seller, parcel.id, courier="JNE", tracking="JNE1")
    browser.send("/penjual/gerai", to="/penjual/gerai/buka")
    assert on_show(client) == [200, 200]


def test_it_opens_again_only_with_everything_there(seller: Actor, gerai: Seller, client: PageClient) -> None:
    first_opened = gerai.opened_at
    service.close_gerai(seller)
    service.describe(seller, name="Rumah Perca", story="")
    with pytest.raises(NotReady, match="Ceritakan sedikit"):
        service.open_gerai(seller)
    assert on_show(client) == [404, 404]
    service.describe(seller, name="Rumah Perca", story="Dibuat di rumah.")
    service.open_gerai(seller)
    assert queries.owned(seller).opened_at == first_opened


# -- who makes in it --------------------------------------------------------------------------


def classmates() -> tuple[int, int]:
    """A training with two people: the world's seller and one who has no gerai; answers the latter's ids."""
    officer, seller = world.actor(world.OFFICER), world.actor(world.SELLER)
    training_id = world.a_training(officer)
    training.enrol(officer, training_id, name="", identity=None, known_id=seller.person_id)
    fellow = training.enrol(officer, training_id, name="Ibu Teman", identity=None, known_id=None)
    return fellow.id, fellow.person_id


def test_an_officer_puts_a_classmate_into_a_group(signed_in: Any, gerai: Seller, browser: PageClient) -> None:
    participant_id, person_id = classmates()
    page = f"/dinas/pelatihan/peserta/{participant_id}"
    answer = signed_in(world.OFFICER).send(f"{page}/kelompok", seller=str(gerai.id))
    assert answer.location == page
    assert [(one.is_owner, name) for one, name in queries.members(gerai.id)] == [
        (True, "Yati Penjual"), (False, "Ibu Teman"),
    ]  # fmt: skip
    assert queries.of_people([person_id])[person_id].id == gerai.id
    assert "Ibu Teman" in browser.get("/penjual/gerai").text


def test_only_a_classmates_gerai_is_offered(signed_in: Any, gerai: Seller, count: Any) -> None:
    participant_id, _ = classmates()
    other = queries.owned(world.actor(world.OTHER_SELLER))
    officer, before = signed_in(world.OFFICER), count(Membership)
    path = f"/dinas/pelatihan/peserta/{participant_id}/kelompok"
    for seller in (str(other.id), "999999", ""):
        answer = officer.send(path, seller=seller)
        assert answer.status_code == 200 and "Gerai Tetangga" not in answer.text
    assert count(Membership) == before


def test_nobody_makes_in_two_gerai(gerai: Seller, count: Any) -> None:
    before = count(Membership), count(JournalEntry)
    neighbour = world.actor(world.OTHER_SELLER)
    with pytest.raises(RuleBroken, match="Orang ini sudah menjadi anggota gerai lain"):
        service.add_member(world.actor(world.OFFICER), seller_id=gerai.id, person_id=neighbour.person_id)
    with pytest.raises(NotFound):
        service.add_member(world.actor(world.OFFICER), seller_id=999_999, person_id=neighbour.person_id)
    assert (count(Membership), count(JournalEntry)) == before


def test_one_members_certificate_carries_the_groups_goods(
    client: PageClient, seller: Actor, gerai: Seller, db: Any
) -> None:
    officer = world.actor(world.OFFICER)
    for held, _ in training_queries.certificates_of(seller.person_id):
        training.revoke_certificate(officer, held.id, "Keliru")
    assert on_show(client) == [404, 404]
    fellow = world.a_maker("Ibu Teman")
    service.add_member(officer, seller_id=gerai.id, person_id=fellow.person_id)
    assert on_show(client) == [200, 200]


def test_dates_of_leave_are_days_of_her_own_region(seller: Actor, gerai: Seller) -> None:
    service.settle(seller, village_code="91.71.01.1001", street="Jalan", rt=None, rw=None)
    with clock.at(world.SUNDAY + timedelta(hours=13)):  # one in the morning of Monday in Jayapura
        with pytest.raises(RuleBroken, match="Tanggal libur ini sudah lewat"):
            service.go_on_leave(seller, start=date(2026, 11, 22), end=date(2026, 11, 22))
        service.go_on_leave(seller, start=date(2026, 11, 23), end=date(2026, 11, 23))
