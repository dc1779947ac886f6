"""How a gerai sends: what she ticks and types is kept whole, each mistake has its sentence, and nothing chosen is the platform's way."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.money import Rupiah
from app.db.journal import JournalEntry
from app.delivery.rules.services import Price
from app.delivery.rules.ways import PLATFORM, SENT, OwnDelivery, Ways
from app.delivery.rules.zones import Zone
from app.sellers import queries, service
from app.sellers.models import Seller, SellerRate, SellerService, SendingWay
from tests.support import world
from tests.support.counting import statements
from tests.support.forms import filled
from tests.support.pages import PageClient

PAGE = "/penjual/gerai/kirim"
OWN_PRICE = {"city-first_kg": "10.000", "city-next_kg": "Rp5.000", "city-days": "3 hari"}


@pytest.fixture
def browser(signed_in: Any) -> PageClient:
    made: PageClient = signed_in(world.SELLER)
    return made


@pytest.fixture
def gerai(db: Any) -> Seller:
    return queries.owned(world.actor(world.SELLER))


def ways_of(gerai: Seller) -> Ways:
    return queries.ways([gerai.id])[gerai.id]


def test_who_has_chosen_nothing_sends_to_the_whole_country(db: Any, count: Any) -> None:
    maker = world.a_maker("Ibu Baru")
    gerai = service.begin(maker, "Gerai Baru")
    service.describe(maker, name="Gerai Baru", story="Dibuat di rumah.")
    service.settle(maker, village_code=world.VILLAGE, street="Gang 1", rt=None, rw=None)
    service.open_gerai(maker)
    assert ways_of(gerai) == PLATFORM
    assert ways_of(gerai).zones == set(SENT) and ways_of(gerai).services == ("gerai",)


def test_all_that_she_chooses_is_kept_and_shown_again(browser: PageClient, gerai: Seller, db: Any) -> None:
    fields = {
        "zones": ["city", "country", "pickup"],
        "services": ["gerai", "jne-reg", "wahana-normal"],
        "own": "y",
        "own_fee": "5.000",
        "own_days": "1",
        **OWN_PRICE,
    }
    assert browser.send(PAGE, **fields).location == "/penjual/gerai"
    assert ways_of(gerai) == Ways(
        frozenset({Zone.CITY, Zone.COUNTRY, Zone.PICKUP}),
        ("gerai", "jne-reg", "wahana-normal"),
        OwnDelivery(Rupiah(5_000), 1),
        {Zone.CITY: Price(10_000, 5_000, 3)},
    )
    shown = filled(browser.get(PAGE).text, "own_fee")
    assert {name: shown[name] for name in ("zones", "services", "own_fee", "own_days", "city-first_kg")} == {
        "zones": ["city", "country", "pickup"],
        "services": ["gerai", "jne-reg", "wahana-normal"],
        "own_fee": ["5.000"],
        "own_days": ["1"],
        "city-first_kg": ["10.000"],
    }
    overview = browser.get("/penjual/gerai").text
    for words in ("Kurir reguler", "JNE REG", "Wahana Normal", "Diantar pembuatnya", "Diambil pembeli"):
        assert words in overview
    facts = db.scalar(
        sa.select(JournalEntry.facts)
        .where(JournalEntry.what == "sending ways chosen", JournalEntry.subject_id == gerai.id)
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )
    assert (facts["own"], facts["prices"]) == ([5_000, 1], {"city": [10_000, 5_000, 3]})


def test_what_she_unticks_is_gone(browser: PageClient, gerai: Seller, count: Any) -> None:
    browser.send(
        PAGE, zones="city", services=["gerai", "sap-reguler"], own="y", own_fee="0", own_days="0", **OWN_PRICE
    )
    browser.send(PAGE, zones="country", own_fee="", own_days="", **dict.fromkeys(OWN_PRICE, ""))
    assert ways_of(gerai) == Ways(frozenset({Zone.COUNTRY}))
    assert count(SellerRate) == 0


def test_who_only_brings_it_herself_needs_no_zone(browser: PageClient, gerai: Seller) -> None:
    assert browser.send(PAGE, own="y", own_fee="0", own_days="0").location == "/penjual/gerai"
    assert ways_of(gerai) == Ways(frozenset(), ("gerai",), OwnDelivery(Rupiah(0), 0))


CITY = {"zones": "city"}
MISTAKES = [
    ({}, "Pilih paling sedikit satu cara kirim"),
    ({**CITY, "services": "jne-palsu"}, "Pilih dari daftar."),
    ({**CITY, "services": "own"}, "Pilih dari daftar."),
    ({**CITY, "own": "y"}, "Tulis ongkosnya; 0 kalau gratis."),
    ({**CITY, "own": "y", "own_fee": "5000"}, "Tulis paling lama berapa hari"),
    ({**CITY, "own": "y", "own_fee": "-1", "own_days": "1"}, "Tulis harganya dalam rupiah"),
    ({**CITY, "own": "y", "own_fee": "1.000.000", "own_days": "1"}, "Isi antara Rp0 dan Rp100.000."),
    ({**CITY, "own": "y", "own_fee": "gratis", "own_days": "1"}, "Tulis harganya dalam rupiah"),
    ({**CITY, "own": "y", "own_fee": "0", "own_days": "8"}, "Isi antara 0 dan 7."),
    ({**CITY, "own_fee": "5000"}, "Centang ini kalau mau mengantar sendiri"),
    ({**CITY, "city-first_kg": "9000"}, "Isi ketiganya, atau kosongkan semua."),
    ({**CITY, **OWN_PRICE, "city-first_kg": "0"}, "Isi antara Rp1.000 dan Rp250.000."),
    ({**CITY, **OWN_PRICE, "city-days": "31"}, "Isi antara 1 dan 30."),
    ({**CITY, **OWN_PRICE, "city-days": "dua"}, "Tulis dengan angka saja."),
    ({**CITY, **OWN_PRICE, "services": "jne-reg"}, "Tarif Ibu berlaku untuk Kurir reguler."),
]


@pytest.mark.parametrize(("fields", "sentence"), MISTAKES)
def test_each_mistake_has_its_sentence_and_loses_nothing(
    browser: PageClient, gerai: Seller, count: Any, fields: dict[str, str], sentence: str
) -> None:
    before = ways_of(gerai), count(JournalEntry)
    answer = browser.send(PAGE, **fields)
    assert answer.status_code == 200 and sentence in answer.text
    kept = filled(answer.text, "own_fee")
    typed = {name: value for name, value in fields.items() if name not in ("zones", "services", "own")}
    assert {name: kept[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert (ways_of(gerai), count(JournalEntry)) == before


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"services": ["hilang"]}, "Satu kurir yang dipilih tidak ada lagi."),
        ({"own": OwnDelivery(Rupiah(100_001), 1)}, "Ongkos antar paling banyak Rp100.000"),
        ({"own": OwnDelivery(Rupiah(0), -1)}, "paling lama 7 hari"),
        ({"prices": {Zone.CITY: Price(999, 0, 1)}}, "Tarif sendiri antara Rp1.000 dan Rp250.000"),
        ({"prices": {Zone.PICKUP: Price(5_000, 0, 1)}}, "Tarif sendiri antara"),
    ],
)
def test_what_no_page_offers_is_refused_and_changes_nothing(
    gerai: Seller, choice: dict[str, Any], sentence: str
) -> None:
    before = ways_of(gerai)
    with pytest.raises(RuleBroken, match=sentence):
        service.send_to(world.actor(world.SELLER), [Zone.CITY], **choice)
    assert ways_of(gerai) == before


def test_the_ways_of_many_gerai_are_one_statement(db: Any, gerai: Seller) -> None:
    other: Actor = world.actor(world.OTHER_SELLER)
    service.send_to(other, [Zone.CITY], services=["tiki-reg"], own=OwnDelivery(Rupiah(0), 0))
    ids = [gerai.id, queries.owned(other).id, 999_999]
    with statements() as seen:
        found = queries.ways(ids)
    assert len(seen) == 1
    assert [found[one].services for one in ids] == [("gerai",), ("tiki-reg",), ("gerai",)]
    assert found[999_999] == PLATFORM


IMPOSSIBLE = [
    SellerService(service="own", fee=None, days=None),
    SellerService(service="own", fee=5_000, days=None),
    SellerService(service="jne-reg", fee=5_000, days=1),
    SellerService(service="", fee=None, days=None),
    SellerRate(zone=Zone.PICKUP, first_kg=1_000, next_kg=0, days=1),
    SellerRate(zone=Zone.CITY, first_kg=0, next_kg=0, days=1),
]


@pytest.mark.parametrize("row", range(len(IMPOSSIBLE)))
def test_the_tables_hold_no_half_truths(db: Any, gerai: Seller, row: int) -> None:
    table = type(IMPOSSIBLE[row])
    values = {
        column.name: getattr(IMPOSSIBLE[row], column.name)
        for column in sa.inspect(table).columns
        if column.name != "seller_id"
    }
    with pytest.raises(IntegrityError):
        db.execute(sa.insert(table).values(seller_id=gerai.id, **values))


def test_the_world_sends_as_it_says(gerai: Seller, count: Any) -> None:
    assert ways_of(gerai).zones == {Zone.CITY, Zone.COUNTRY, Zone.PICKUP}
    assert count(SendingWay) == 6
