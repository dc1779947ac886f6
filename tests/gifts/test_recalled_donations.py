"""A recall reaches food that a maker gave: the agency is told with a clock, says what it did, and its register keeps it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Product
from app.db.session import session
from app.gifts.models import Donation, DonationRecall
from app.gifts.queries import desk, recalled, register
from app.gifts.rules.register import Wanted
from app.gifts.service import donations
from app.gifts.service import recalled as service
from app.gifts.service.donations import Plea
from app.gifts.service.recalled import AlreadyNoted
from app.notices.models import Notice
from app.orders.service import recalling
from app.orders.service.lots import Mark, NotMarked
from tests.support import batches, gifts, handover, official, world
from tests.support.pages import complaints

SUBJECT = "Ditarik dari peredaran: Keripik Uji"
LATE = "Belum dicatat: Keripik Uji yang ditarik"
DAY = date(2026, 12, 1)


def maker() -> Actor:
    return world.actor(world.SELLER)


def asked(product: Product, pieces: int = 4) -> Donation:
    plea = Plea(world.variant_of(product).id, pieces, "Kunjungan Kerja", DAY, 3)
    return donations.ask(gifts.staff(), gifts.agency_id(), plea)


@pytest.fixture
def given(db) -> tuple[Donation, int]:
    """Four packs of one batch were given; six of it are left."""
    snack = batches.a_snack()
    batch = batches.a_batch(snack, "B1", pieces=10)
    one = asked(snack)
    donations.agree(maker(), one.id)
    return one, batch.id


def recall(batch_id: int) -> None:
    recalling.recall_own(maker(), batch_id, "Bau tengik.")
    recalling.settle(batch_id)


def told(subject: str) -> list[int | None]:
    query = sa.select(Notice.person_id).where(Notice.subject == subject).order_by(Notice.person_id)
    return list(session().scalars(query))


def rows() -> Iterator[tuple[int, bool]]:
    for one in session().scalars(sa.select(DonationRecall)):
        yield one.pieces, one.noted_at is not None


def test_every_officer_of_the_agency_is_told_at_once_and_until_when_to_say_what_it_did(given) -> None:
    one, batch_id = given
    head = gifts.the_head()
    recall(batch_id)
    assert told(SUBJECT) == sorted([gifts.staff().person_id, head.person_id])
    sheet = recalled.of_agency(gifts.staff(), one.id, batch_id)
    assert (sheet.recall.pieces, sheet.recall.answer_by - sheet.recall.told_at) == (4, timedelta(hours=24))
    body = session().scalars(sa.select(Notice.body).where(Notice.subject == SUBJECT)).first() or ""
    assert body.startswith(
        "4 Keripik Uji kode B1, pemberian Rumah Perca untuk Kunjungan Kerja, Selasa, 1 Desember"
    )
    assert "Bau tengik." in body and "jangan diberikan" in body and "paling lambat Sen, 23 Nov" in body


def test_another_batch_or_what_was_never_agreed_tells_nobody(given) -> None:
    snack = session().get_one(Product, own_product(given[0]))
    asked(snack, 2)
    other = batches.a_batch(snack, "B2", pieces=5)
    recall(other.id)
    assert (told(SUBJECT), list(rows())) == ([], [])
    recall(given[1])
    assert list(rows()) == [(4, False)]


def own_product(one: Donation) -> int:
    return (
        session().scalars(sa.select(world.Variant.product_id).where(world.Variant.id == one.variant_id)).one()
    )


def test_the_agency_says_what_it_did_once_and_nobody_else_does(given) -> None:
    one, batch_id = given
    with pytest.raises(NotFound):
        service.note(gifts.staff(), one.id, batch_id, "Ditarik.")
    recall(batch_id)
    assert desk.waiting(gifts.staff()).recalled == 1
    with pytest.raises(NotFound):
        service.note(world.actor(world.OTHER_OFFICER), one.id, batch_id, "Ditarik.")
    with pytest.raises(RuleBroken):
        service.note(gifts.staff(), one.id, batch_id, "")
    assert list(rows()) == [(4, False)]
    service.note(gifts.staff(), one.id, batch_id, "Semua sudah disisihkan.")
    with pytest.raises(AlreadyNoted):
        service.note(gifts.staff(), one.id, batch_id, "Lain.")
    assert list(rows()) == [(4, True)]
    assert desk.waiting(gifts.staff()).recalled == 0


def test_silence_is_reminded_of_once_and_a_word_ends_it(given) -> None:
    one, batch_id = given
    recall(batch_id)
    assert service.remind(clock.now() + timedelta(hours=23)) == 0
    with clock.at(clock.now() + timedelta(hours=24)):
        assert [service.remind(clock.now()) for _ in range(2)] == [1, 0]
    assert told(LATE) == [gifts.staff().person_id]
    service.note(gifts.staff(), one.id, batch_id, "Sudah ditarik.")
    with clock.at(clock.now() + timedelta(days=3)):
        assert service.remind(clock.now()) == 0


def test_its_row_of_the_register_shows_the_recall_and_what_was_done(given, signed_in) -> None:
    one, batch_id = given
    recall(batch_id)
    officer = signed_in(world.OFFICER)
    page = officer.get("/dinas/cinderamata/buku").text
    path = f"/dinas/cinderamata/hibah/{one.id}/tarik/{batch_id}"
    assert "4 buah kode B1 ditarik dari peredaran." in page and path in page and complaints(page) == []
    assert path in officer.get("/dinas/cinderamata/hibah").text
    assert "1 hibah ditarik dari peredaran" in officer.get("/dinas").text
    sheet = officer.get(path).text
    assert "Sisihkan, jangan diberikan." in sheet and complaints(sheet) == []
    empty = officer.send(path, words=" ")
    assert (empty.status_code, "Tulis singkat apa yang sudah dilakukan." in empty.text) == (200, True)
    assert officer.send(path, words="Tiga disisihkan, <b>satu</b> ditelepon.").status_code == 303
    page = officer.get("/dinas/cinderamata/buku").text
    assert "Yang dilakukan: Tiga disisihkan, &lt;b&gt;satu&lt;/b&gt; ditelepon." in page
    file = officer.get("/dinas/cinderamata/buku/buku-cinderamata.csv").text
    assert "4 buah kode B1: Bau tengik. (Tiga disisihkan" in file
    stranger = signed_in(world.OTHER_OFFICER)
    assert stranger.get(path).status_code == 404


def test_what_was_bought_handed_over_and_recalled_stands_in_the_register_too(db) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    snack = batches.a_snack()
    batch = batches.a_batch(snack, "B1", pieces=25)
    gifts.receiving.switch(maker(), gifts.Way.INVOICE, on=True)
    official.made_official(snack, gifts.UNTIL)
    request = handover.ready(product, snack, recipients=5)
    handover.handed_over(request)
    recall(batch.id)
    [entry] = register.entries(gifts.staff(), Wanted())
    assert [(one.code, one.pieces, one.reason, one.is_open) for one in entry.recalled] == [
        ("B1", 5, "Bau tengik.", False)
    ]


def test_her_recall_page_and_its_list_know_who_was_given_some(given, signed_in) -> None:
    one, batch_id = given
    browser, path = signed_in(world.SELLER), f"/penjual/tarik/{batch_id}"
    assert "4 buah sudah dihibahkan: instansinya kami kabari." in browser.get(path).text
    recall(batch_id)
    page = browser.get(path).text
    assert "4 buah ke Dinas Uji" in page and "Tidak ada pembeli yang memegangnya" not in page
    assert complaints(page) == []
    assert (
        f"{one.number},Dinas Uji,,4,Dihibahkan untuk Kunjungan Kerja"
        in browser.get(f"{path}/daftar.csv").text
    )
    assert "jangan diserahkan" in browser.get(f"/penjual/hibah/{one.id}").text
    service.note(gifts.staff(), one.id, batch_id, "Sudah disisihkan.")
    assert "Dinas Uji sudah mengurusnya: Sudah disisihkan." in browser.get(f"/penjual/hibah/{one.id}").text


def test_food_without_a_code_is_given_only_with_the_code_on_its_packs(db, signed_in) -> None:
    snack = batches.a_snack(stock=6)
    one = asked(snack)
    with pytest.raises(NotMarked):
        donations.agree(maker(), one.id)
    browser, path = signed_in(world.SELLER), f"/penjual/hibah/{one.id}"
    page = browser.get(path).text
    assert "4 buah belum berkode di Gerai." in page and complaints(page) == []
    refused = browser.send(path, to=f"{path}/bersedia", words="Senang.", code="", best_before="")
    assert (
        refused.status_code == 200
        and "Tulis dulu kode produksi" in refused.text
        and "Senang." in refused.text
    )
    session().expire_all()
    assert (one.lots, batches.on_hand()) == (None, {})
    browser.send(path, to=f"{path}/bersedia", words="", code="B9", best_before=batches.FRESH.isoformat())
    session().expire_all()
    assert batches.on_hand() == {"B9": (4, 0, 0)}
    assert "4 × B9" in browser.get(path).text
    recall(next(int(batch) for batch in one.lots or {}))
    assert list(rows()) == [(4, False)]


def test_a_no_needs_no_code_and_goods_that_are_no_food_have_none(db, signed_in) -> None:
    one, mat = asked(batches.a_snack(stock=6)), asked(world.goods().ready)
    browser = signed_in(world.SELLER)
    assert "belum berkode" not in browser.get(f"/penjual/hibah/{mat.id}").text
    path = f"/penjual/hibah/{one.id}"
    assert browser.send(path, to=f"{path}/tidak", words="", code="", best_before="").status_code == 303
    donations.agree(maker(), mat.id)
    assert mat.lots == {}


def test_pieces_of_a_code_and_pieces_without_one_are_both_known(db) -> None:
    snack = batches.a_snack(stock=3)
    batch = batches.a_batch(snack, "B1", pieces=10)
    one = asked(snack, 5)
    donations.agree(maker(), one.id, "", Mark("B9", batches.FRESH))
    lots = one.lots or {}
    assert (lots.pop(str(batch.id)), list(lots.values())) == (2, [3])
