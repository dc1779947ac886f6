"""Photos of a good through its pages: one to eight, in order, described; a broken one leaves the draft as it was."""

import io
from typing import Any

import pytest

from app.base.errors import NotFound
from app.base.kinds import Category
from app.catalog.models import Product, RevisionPhoto, StorefrontListing
from app.catalog.queries import own
from app.catalog.rules.life import MOST_PHOTOS
from app.catalog.service import drafts
from app.curation.service import submitting
from app.db.journal import JournalEntry
from app.media.models import Photo
from tests.support import scores, world
from tests.support.pages import PageClient

FULL = "Sudah ada 8 foto. Hapus satu dulu kalau ingin menggantinya."
BROKEN = "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."


@pytest.fixture
def draft(db: Any) -> Product:
    return drafts.begin(world.actor(world.SELLER), category=Category.KESET, name="Keset Draf")


def small(colour: str = "#7a1e4a") -> bytes:
    return world.a_picture(240, 240, colour=colour)


def send(browser: PageClient, product: Product, *pictures: bytes) -> Any:
    path = f"/penjual/barang/{product.slug}/foto"
    files = [(io.BytesIO(content), f"foto-{at}.jpg") for at, content in enumerate(pictures)]
    return browser.post(path, data={"csrf_token": browser.token("/penjual/barang/baru"), "photo": files})


def photos(product: Product) -> list[int]:
    return [one.photo.id for one in own.photos(own.latest(product.id).id)]


def act(browser: PageClient, product: Product, photo: int, what: str, **fields: str) -> Any:
    return browser.send(
        f"/penjual/barang/{product.slug}/foto",
        to=f"/penjual/barang/{product.slug}/foto/{photo}/{what}",
        **fields,
    )


def test_photos_stand_in_the_order_in_which_they_came(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    answer = send(browser, draft, small("red"), small("green"))
    assert (answer.status_code, answer.location) == (303, f"/penjual/barang/{draft.slug}/foto")
    first = photos(draft)
    send(browser, draft, small("blue"))
    assert photos(draft)[:2] == first
    assert "3 dari 8 foto." in browser.get(f"/penjual/barang/{draft.slug}/foto").text


def test_the_chosen_one_comes_first_and_the_others_keep_their_order(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    send(browser, draft, *(small(colour) for colour in ("red", "green", "blue")))
    one, two, three = photos(draft)
    act(browser, draft, three, "utama")
    assert photos(draft) == [three, one, two]
    act(browser, draft, three, "utama")
    assert photos(draft) == [three, one, two]


def test_a_photo_is_described_for_those_who_cannot_see_it(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    send(browser, draft, small())
    (photo,) = photos(draft)
    path = f"/penjual/barang/{draft.slug}/foto/{photo}/keterangan"
    assert browser.send(path, alt='Keset <merah> "bergaris"').status_code == 303
    assert own.photos(own.latest(draft.id).id)[0].alt == 'Keset <merah> "bergaris"'
    assert "Keset &lt;merah&gt; &#34;bergaris&#34;" in browser.get(path).text


def test_a_description_that_is_too_long_is_kept_and_not_stored(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    send(browser, draft, small())
    (photo,) = photos(draft)
    answer = browser.send(f"/penjual/barang/{draft.slug}/foto/{photo}/keterangan", alt="k" * 161)
    assert "Terlalu panjang: paling banyak 160 huruf." in answer.text
    assert "k" * 161 in answer.text
    assert own.photos(own.latest(draft.id).id)[0].alt == ""


def test_a_removed_photo_makes_room(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    send(browser, draft, *[small()] * MOST_PHOTOS)
    one, two, *rest = photos(draft)
    act(browser, draft, one, "hapus")
    assert photos(draft) == [two, *rest]
    assert send(browser, draft, small()).status_code == 303
    assert len(photos(draft)) == MOST_PHOTOS


def test_a_ninth_photo_is_refused_and_leaves_no_trace(signed_in: Any, draft: Product, count: Any) -> None:
    browser = signed_in(world.SELLER)
    send(browser, draft, *[small()] * MOST_PHOTOS)
    eight, rows = photos(draft), (count(Photo), count(RevisionPhoto), count(JournalEntry))
    answer = send(browser, draft, small())
    assert answer.status_code == 200
    assert answer.text.count(FULL) == 1
    assert photos(draft) == eight
    assert (count(Photo), count(RevisionPhoto), count(JournalEntry)) == rows


def test_nine_at_once_are_not_silently_cut_to_eight(signed_in: Any, draft: Product) -> None:
    answer = send(signed_in(world.SELLER), draft, *[small()] * (MOST_PHOTOS + 1))
    assert answer.text.count(FULL) == 1
    assert len(photos(draft)) == MOST_PHOTOS


NO_PHOTOS = [
    ("words", b"bukan foto", BROKEN),
    ("empty", b"", BROKEN),
    ("vector", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', BROKEN),
    ("cut off", world.a_picture(600, 600)[:900], BROKEN),
    ("tiny", world.a_picture(120, 120), "Foto ini terlalu kecil (120×120). Ambil ulang lebih dekat"),
]


@pytest.mark.parametrize(
    ("content", "sentence"), [row[1:] for row in NO_PHOTOS], ids=[row[0] for row in NO_PHOTOS]
)
def test_what_is_no_photo_leaves_the_draft_as_it_was(
    signed_in: Any, draft: Product, count: Any, content: bytes, sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    send(browser, draft, small())
    there, rows = photos(draft), (count(Photo), count(JournalEntry))
    answer = send(browser, draft, content)
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    assert photos(draft) == there
    assert (count(Photo), count(JournalEntry)) == rows


def test_a_broken_one_among_good_ones_stops_there_and_keeps_what_came_before(
    signed_in: Any, draft: Product
) -> None:
    answer = send(signed_in(world.SELLER), draft, small(), b"rusak", small())
    assert answer.text.count(BROKEN) == 1
    assert len(photos(draft)) == 1


def test_sending_without_a_photo_says_so(signed_in: Any, draft: Product) -> None:
    browser = signed_in(world.SELLER)
    answer = browser.send(f"/penjual/barang/{draft.slug}/foto")
    assert "Pilih dulu fotonya." in answer.text
    assert photos(draft) == []


def test_photos_of_other_goods_are_not_there(db: Any, draft: Product, count: Any) -> None:
    maker = world.actor(world.SELLER)
    strange = photos(world.goods().ready)[0]
    before = count(JournalEntry)
    for change in (
        lambda: drafts.remove_photo(maker, draft.slug, strange),
        lambda: drafts.make_cover(maker, draft.slug, strange),
        lambda: drafts.describe_photo(maker, draft.slug, strange, "punya orang"),
        lambda: drafts.add_photo(world.actor(world.OTHER_SELLER), draft.slug, small()),
    ):
        with pytest.raises(NotFound):
            change()
    assert count(JournalEntry) == before


def test_new_photos_of_a_good_on_show_wait_for_the_curator(signed_in: Any, client: Any, db: Any) -> None:
    maker, product = world.actor(world.SELLER), world.goods().ready
    browser = signed_in(world.SELLER)
    (old,) = photos(product)
    send(browser, product, small("green"))
    new = photos(product)[1]
    act(browser, product, new, "utama")
    act(browser, product, old, "hapus")
    shown = lambda: [key for key, _ in db.get(StorefrontListing, product.id).sheet["photos"]]  # noqa: E731
    keys = {one: db.get(Photo, one).key for one in (old, new)}
    assert shown() == [keys[old]]
    assert client.get(f"/foto/{keys[new]}-320.webp").status_code == 404
    opened = submitting.submit(maker, product.slug)
    scores.approve(world.actor(world.CURATOR), opened.id)
    db.expire_all()
    assert shown() == [keys[new]]
    assert client.get(f"/foto/{keys[new]}-320.webp").status_code == 200


def test_an_unpublished_photo_opens_for_its_seller_and_the_curator_in_charge_only(
    signed_in: Any, client: Any, db: Any
) -> None:
    product, opened = world.a_submitted_product(world.actor(world.SELLER))
    address = lambda page: page.text.partition('src="/foto/')[2].partition('"')[0].replace("&amp;", "&")  # noqa: E731
    seller, curator = signed_in(world.SELLER), signed_in(world.CURATOR)
    hers = f"/foto/{address(seller.get(f'/penjual/barang/{product.slug}'))}"
    curators = f"/foto/{address(curator.get(f'/kurator/tinjauan/{opened.id}'))}"
    assert "izin=" in hers
    assert (seller.get(hers).status_code, curator.get(curators).status_code) == (200, 200)
    assert seller.get(curators).status_code == 404  # each link is made for one person
    for stranger in (client, signed_in(world.OTHER_SELLER)):
        assert [stranger.get(one).status_code for one in (hers, curators)] == [404, 404]
