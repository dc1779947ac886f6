"""A seller's QRIS sticker: photographed, read, confirmed; what is not hers or not whole changes nothing."""

import io
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.media.models import Evidence
from app.payments.models import QrisSticker, SellerWay
from app.payments.queries import receiving as queries
from app.payments.rules import qris
from app.payments.service import receiving
from app.sellers import queries as sellers
from tests.support import stickers, world
from tests.support.books import books, journal, letters
from tests.support.buying import hidden, said
from tests.support.pages import PageClient
from tests.support.paying import a_sticker

PAGE, CONFIRM, WAYS = (
    "/penjual/uang/cara-bayar/qris",
    "/penjual/uang/cara-bayar/qris/pasang",
    "/penjual/uang/cara-bayar",
)


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def send(browser: PageClient, content: bytes, nmid: str = stickers.NMID) -> str:
    """The page that follows a photo."""
    fields = {"photo": (io.BytesIO(content), "stiker.jpg"), "nmid": nmid, "csrf_token": browser.token(PAGE)}
    return browser.post(PAGE, data=fields, content_type="multipart/form-data").text


def test_what_the_code_says_is_shown_to_her_before_it_counts(maker: PageClient, count: Any) -> None:
    page = send(maker, stickers.photo(stickers.STATIC))
    assert "Benar ini stiker Ibu?" in page
    assert "GERAI DIGITAL UJI" in page
    assert "TANGERANG" in page
    assert "ID1020012345678" in page
    assert (count(QrisSticker), count(SellerWay)) == (0, 0)


def test_once_confirmed_buyers_pay_by_it_and_she_hears_of_it(maker: PageClient, db: Any) -> None:
    fields = hidden(send(maker, stickers.photo(stickers.STATIC)))
    answer = maker.post(CONFIRM, data=fields)
    assert answer.location == WAYS
    assert "Stiker QRIS sudah dipasang." in said(maker, answer)
    seller = sellers.owned(world.actor(world.SELLER)).id
    held = queries.sticker(seller)
    assert held is not None
    assert (held.payload, held.nmid, held.merchant) == (stickers.STATIC, stickers.NMID, stickers.MERCHANT)
    assert queries.switched_on(seller) == {"qris"}
    assert journal("seller", seller)[-2:] == ["way to be paid switched on", "QRIS sticker stated"]
    assert letters()[-1] == "Stiker QRIS gerai Ibu dipasang"


def test_a_new_sticker_takes_the_place_of_the_old_one_and_both_are_kept(db: Any) -> None:
    yati = world.actor(world.SELLER)
    a_sticker(yati)
    a_sticker(yati, "ID1020012345679")
    seller = sellers.owned(yati).id
    rows = db.execute(sa.select(QrisSticker.nmid, QrisSticker.until.is_(None)).order_by(QrisSticker.id))
    assert [tuple(row) for row in rows] == [("ID1020012345678", False), ("ID1020012345679", True)]
    assert journal("seller", seller)[-1] == "QRIS sticker replaced"
    assert letters()[-2:] == ["Stiker QRIS gerai Ibu dipasang", "Stiker QRIS gerai Ibu diganti"]


def test_the_same_sticker_may_be_photographed_anew(db: Any) -> None:
    yati = world.actor(world.SELLER)
    a_sticker(yati)
    a_sticker(yati)
    assert queries.uses(stickers.NMID) == sellers.owned(yati).id


REFUSED = [
    (stickers.photo(), stickers.NMID, receiving.NoCode.message),
    (stickers.photo(stickers.FOR_ONE_BILL), stickers.NMID, qris.DYNAMIC),
    (stickers.photo("https://gerai.example"), stickers.NMID, qris.NO_QRIS),
    (stickers.photo(stickers.STATIC[:-4] + "0000"), stickers.NMID, qris.BROKEN),
    (stickers.photo(stickers.STATIC), "ID1020012345679", "NMID di stiker ini ID1020012345678, bukan ID1020012345679."),
    (stickers.photo(stickers.STATIC), "12", qris.BadNmid.message),
    (stickers.photo(stickers.STATIC), "", qris.BadNmid.message),
    (b"", stickers.NMID, "Foto ini rusak atau bukan foto."),
    (b"%PDF-1.7", stickers.NMID, "Ini berkas PDF."),
    (b"\xff\xd8\xff" + b"x" * 500, stickers.NMID, "Foto ini rusak atau bukan foto."),
    (stickers.photo(stickers.STATIC)[:4000], stickers.NMID, "Foto ini rusak atau bukan foto."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "typed", "sentence"), REFUSED)
def test_what_cannot_be_taken_is_refused_in_one_sentence_and_nothing_changes(
    maker: PageClient, content: bytes, typed: str, sentence: str
) -> None:
    maker.get(PAGE)
    before = books()
    page = send(maker, content, typed)
    assert sentence in page
    assert f'value="{typed}"' in page
    assert books() == before


def test_without_a_photo_she_is_asked_for_one(maker: PageClient) -> None:
    assert "Pilih dulu foto stikernya." in maker.send(PAGE, nmid=stickers.NMID).text


def test_of_several_codes_hers_is_taken(db: Any) -> None:
    yati = world.actor(world.SELLER)
    both = stickers.photo("https://gerai.example", stickers.STATIC)
    assert receiving.look_at(yati, both, stickers.NMID).sticker.nmid == stickers.NMID


def test_a_number_that_another_gerai_uses_is_refused_until_it_is_free(maker: PageClient) -> None:
    neighbour = world.actor(world.OTHER_SELLER)
    a_sticker(neighbour)
    before = books()
    page = send(maker, stickers.photo(stickers.STATIC))
    assert "NMID ini sudah dipakai gerai lain" in page
    assert "minta petugas dinas memeriksanya" in page
    assert books() == before
    a_sticker(neighbour, "ID1020012345670")
    assert "Benar ini stiker Ibu?" in send(maker, stickers.photo(stickers.STATIC))


def test_nobody_confirms_a_photo_of_somebody_else(maker: PageClient, signed_in: Any, count: Any) -> None:
    fields = hidden(send(maker, stickers.photo(stickers.STATIC)))
    other: PageClient = signed_in(world.OTHER_SELLER)
    stolen = {**fields, "csrf_token": other.token(PAGE)}
    assert other.post(CONFIRM, data=stolen).status_code == 404
    assert count(QrisSticker) == 0


@pytest.mark.parametrize("evidence", ["", "x", "0", "9" * 30])
def test_a_photo_that_was_never_sent_is_not_there(maker: PageClient, evidence: str) -> None:
    fields = {"csrf_token": maker.token(PAGE), "evidence": evidence, "nmid": stickers.NMID}
    assert maker.post(CONFIRM, data=fields).status_code == 404


def test_the_number_cannot_be_changed_between_looking_and_confirming(maker: PageClient, count: Any) -> None:
    fields = hidden(send(maker, stickers.photo(stickers.STATIC)))
    answer = maker.post(CONFIRM, data={**fields, "nmid": "ID1020012345679"})
    assert "NMID di stiker ini ID1020012345678, bukan ID1020012345679." in said(maker, answer)
    assert count(QrisSticker) == 0


def test_who_helps_her_cannot_put_a_sticker_in_her_name(db: Any, count: Any) -> None:
    """Else buyers' money would go to whoever happens to hold the phone."""
    kader, yati = world.actor(world.KADER), world.actor(world.SELLER)
    helped = Actor(yati.person_id, kader.person_id, yati.name, kader.name, yati.grants)
    before = count(Evidence)
    with pytest.raises(receiving.OnlyHerself):
        receiving.look_at(helped, stickers.photo(stickers.STATIC), stickers.NMID)
    assert (count(Evidence), count(QrisSticker)) == (before, 0)


def test_the_page_of_ways_offers_to_photograph_and_later_to_replace(maker: PageClient) -> None:
    assert "Foto stiker QRIS" in maker.get(WAYS).text
    a_sticker(world.actor(world.SELLER))
    page = maker.get(WAYS).text
    assert "Ganti stiker" in page
    assert stickers.MERCHANT in page
