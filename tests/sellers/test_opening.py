"""From a name to an open gerai: what is missing, what is refused, and that nothing typed is lost."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.db.journal import JournalEntry
from app.sellers import queries, service
from app.sellers.models import Membership, Seller, SendingWay
from app.sellers.rules import NotReady, SellerState
from app.training import queries as training_queries
from app.training import service as training
from tests.support import world
from tests.support.books import journal
from tests.support.forms import filled
from tests.support.pages import PageClient

PHONE = "0812-7777-0042"

MISSING = {
    "certificate": "Belum ada sertifikat pelatihan yang berlaku. Tanyakan ke petugas dinas atau kader.",
    "story": "Ceritakan sedikit siapa yang membuat dan apa yang dibuat.",
    "place": "Isi alamat gerai: ongkos kirim dihitung dari sana.",
}


@pytest.fixture
def maker(db: Any) -> Actor:
    """A trained woman without a gerai."""
    return world.a_maker("Ibu Melati", phone=PHONE)


@pytest.fixture
def browser(maker: Actor, signed_in: Any) -> PageClient:
    made: PageClient = signed_in(PHONE)
    return made


@pytest.fixture
def unchanged(count: Any) -> Any:
    """Counts rows now; call it to see that they are the same."""
    tables = (Seller, Membership, SendingWay, JournalEntry)
    before = [count(table) for table in tables]
    return lambda: [count(table) for table in tables] == before


def prepare(maker: Actor, but: str = "") -> Seller:
    """Everything that opening needs, but for one thing."""
    seller = service.begin(maker, "Payet Melati")
    if but != "story":
        service.describe(maker, name="Payet Melati", story="Kami memayet di rumah.")
    if but != "place":
        service.settle(maker, village_code=world.VILLAGE, street="Gang Rahasia No. 7", rt=None, rw=None)
    if but == "certificate":
        for held, _ in training_queries.certificates_of(maker.person_id):
            training.revoke_certificate(world.actor(world.OFFICER), held.id, "Keliru")
    return seller


# -- opening ----------------------------------------------------------------------------------


def test_the_first_step_is_a_name(browser: PageClient, maker: Actor) -> None:
    assert browser.get("/penjual/gerai").location == "/penjual/gerai/mulai"
    assert browser.send("/penjual/gerai/mulai", name=" Payet   Melati ").location == "/penjual/gerai"
    seller = queries.owned(maker)
    assert (seller.name, seller.slug, seller.state) == ("Payet Melati", "payet-melati", SellerState.DRAFT)
    assert [(one.is_owner, name) for one, name in queries.members(seller.id)] == [(True, "Ibu Melati")]
    assert journal("seller", seller.id) == ["gerai begun"]
    page = browser.get("/penjual/gerai").text
    assert [word for word, sentence in MISSING.items() if sentence in page] == ["story", "place"]
    assert "Ke seluruh Indonesia dengan tarif Gerai." in page
    assert "Lulus pelatihan Anyaman keset." in page
    assert browser.get("/penjual/gerai/mulai").location == "/penjual/gerai"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "Tulis nama gerainya, misalnya Payet Melati."), ("x" * 61, "Terlalu panjang: paling banyak 60 huruf.")],
)  # fmt: skip
def test_a_name_that_cannot_be(browser: PageClient, unchanged: Any, name: str, sentence: str) -> None:
    answer = browser.send("/penjual/gerai/mulai", name=name)
    assert sentence in answer.text
    assert filled(answer.text, "name") == ({"name": [name]} if name else {})
    assert unchanged()


@pytest.mark.parametrize("missing", MISSING)
def test_each_missing_thing_keeps_it_closed_with_its_sentence(
    browser: PageClient, maker: Actor, client: PageClient, missing: str, count: Any
) -> None:
    seller = prepare(maker, but=missing)
    before = count(JournalEntry)
    answer = browser.send("/penjual/gerai", to="/penjual/gerai/buka")
    page = browser.get(answer.location).text
    assert f"Gerai belum bisa dibuka. {MISSING[missing]}" in page
    assert [word for word, sentence in MISSING.items() if sentence in page] == [missing]
    assert (queries.get(seller.id).state, queries.get(seller.id).opened_at) == (SellerState.DRAFT, None)
    assert count(JournalEntry) == before
    assert client.get("/gerai/payet-melati").status_code == 404


def test_with_everything_there_it_opens_once(browser: PageClient, maker: Actor, client: PageClient) -> None:
    seller = prepare(maker)
    answer = browser.send("/penjual/gerai", to="/penjual/gerai/buka")
    assert "Gerai sudah buka. Semoga laris, Bu!" in browser.get(answer.location).text
    page = client.get("/gerai/payet-melati")
    assert page.status_code == 200
    assert "Kami memayet di rumah." in page.text and "Lulus pelatihan anyaman keset" in page.text
    assert queries.get(seller.id).opened_at == world.SUNDAY
    answer = browser.send("/penjual/gerai", to="/penjual/gerai/buka")
    assert "Keadaannya sudah berubah." in browser.get(answer.location).text
    assert journal("seller", seller.id).count("gerai opened") == 1


def test_all_that_is_missing_is_named_at_once(maker: Actor) -> None:
    service.begin(maker, "Payet Melati")
    with pytest.raises(NotReady) as refusal:
        service.open_gerai(maker)
    assert refusal.value.missing == [MISSING["story"], MISSING["place"]]


def test_nobody_has_two_gerai(maker: Actor, count: Any) -> None:
    service.begin(maker, "Payet Melati")
    before = count(Seller), count(Membership), count(JournalEntry)
    with pytest.raises(RuleBroken, match="Ibu sudah punya gerai"):
        service.begin(maker, "Payet Kedua")
    assert (count(Seller), count(Membership), count(JournalEntry)) == before


def test_without_a_gerai_its_pages_do_not_exist(browser: PageClient, maker: Actor, unchanged: Any) -> None:
    token = browser.token("/penjual/gerai/mulai")
    for page in ("cerita", "alamat", "kirim", "libur"):
        assert browser.get(f"/penjual/gerai/{page}").status_code == 404, page
    for button in ("buka", "tutup", "libur/batal"):
        answer = browser.post(f"/penjual/gerai/{button}", data={"csrf_token": token})
        assert answer.status_code == 404, button
    with pytest.raises(NotFound):
        service.open_gerai(maker)
    assert unchanged()


# -- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Payet Melati", ["payet-melati", "payet-melati-2", "payet-melati-3"]),
        ("✿✿✿", ["gerai", "gerai-2", "gerai-3"]),
        ("Dapur Bu Sari & Co.", ["dapur-bu-sari-co", "dapur-bu-sari-co-2", "dapur-bu-sari-co-3"]),
    ],
)
def test_the_same_name_gets_an_address_of_its_own(db: Any, name: str, slugs: list[str]) -> None:
    made = [service.begin(world.a_maker(f"Ibu {number}", skills=()), name) for number in range(3)]
    assert [seller.slug for seller in made] == slugs
    assert {seller.name for seller in made} == {name}


def test_a_changed_name_keeps_its_address(signed_in: Any, client: PageClient) -> None:
    browser, product = signed_in(world.SELLER), world.goods().ready
    browser.send("/penjual/gerai/cerita", name="Perca Yati", story="Cerita baru.")
    page = client.get("/gerai/rumah-perca")
    assert page.status_code == 200 and "Perca Yati" in page.text and "Cerita baru." in page.text
    shown = client.get(f"/produk/{product.slug}").text
    assert "Perca Yati" in shown and "Rumah Perca" not in shown
    assert "Keset Perca" in client.get("/cari?q=perca+yati").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Tulis nama gerainya."),
        ({"story": " \n "}, "Ceritakan sedikit: siapa yang membuat, apa yang dibuat."),
        ({"story": "x" * 1201}, "Terlalu panjang: paling banyak 1200 huruf."),
    ],
)
def test_each_mistake_in_name_and_story_has_its_sentence(
    signed_in: Any, db: Any, typed: dict[str, str], sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    fields = {"name": "Perca Yati", "story": "Cerita baru.", **typed}
    answer = browser.send("/penjual/gerai/cerita", **fields)
    assert sentence in answer.text
    kept = {name: [value] for name, value in fields.items() if value.strip()}
    assert filled(answer.text, "story") == kept
    seller = db.scalar(sa.select(Seller).where(Seller.slug == "rumah-perca"))
    assert (seller.name, seller.story) == ("Rumah Perca", "Dibuat di rumah, satu per satu.")
