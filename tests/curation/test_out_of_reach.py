"""A version that is pending, declined or taken back is nowhere to be reached: no page, search, address or picture."""

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.actor import Actor
from app.catalog.models import Product, Revision, RevisionPhoto, StorefrontListing
from app.catalog.queries import addresses, own
from app.catalog.rules.life import RevisionState
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.service import submitting
from app.media.models import Photo
from app.media.rules.photo import SIZES
from tests.support import scores, world
from tests.support.crawl import walk
from tests.support.curators import a_curator
from tests.support.examples import thrown_away
from tests.support.pages import PageClient
from tests.support.unseen import ENDS, SECRETS, end, rewrite


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.mark.parametrize("how", ENDS)
def test_no_page_of_the_shop_says_a_word_of_it(client: PageClient, maker: Actor, how: str) -> None:
    product = world.goods().ready
    photo = rewrite(maker, product)
    end(maker, product, how)
    pages = walk(client, f"/produk/{product.slug}", most=45)
    pages |= {
        path: client.get(path)
        for path in (
            "/", "/cari", "/cari?q=zamrudpending", "/kategori/keset", "/daerah/kota-tangerang",
            "/gerai/rumah-perca", "/oleh-oleh-resmi", "/robots.txt", "/sitemap.xml", "/sitemap/toko.xml",
            f"/sitemap/barang-{product.id // addresses.PART}.xml",
        )
    }  # fmt: skip
    assert pages[f"/produk/{product.slug}"].status_code == 200
    for path, answer in pages.items():
        said = answer.data.decode(errors="ignore").replace("=zamrudpending", "")
        here = [one for one in (*SECRETS, photo.key) if one in said]
        assert here == [], (path, here)
    for path in ("/produk/keset-zamrudpending", f"/produk/{product.slug}-2", "/feed"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("how", ENDS)
def test_its_new_photo_opens_for_nobody_and_the_old_one_for_all(
    client: PageClient, signed_in: Any, maker: Actor, how: str
) -> None:
    product = world.goods().ready
    old = own.photos(product.approved_revision_id or 0)[0].photo
    photo = rewrite(maker, product)
    end(maker, product, how)
    far = signed_in(a_curator("35"))
    browsers = [client, signed_in(world.BUYER), signed_in(world.OTHER_SELLER), far]
    for browser in browsers:
        for side in SIZES:
            assert browser.get(f"/foto/{photo.key}-{side}.webp").status_code == 404
            assert browser.get(f"/foto/{photo.key}-{side}.webp?izin=karang").status_code == 404
            assert browser.get(f"/foto/{old.key}-{side}.webp").status_code == 200


@pytest.mark.parametrize("how", ENDS)
def test_a_good_that_never_was_approved_cannot_be_reached_or_bought(
    client: PageClient, maker: Actor, db: Any, how: str
) -> None:
    product = world.a_product(maker, name="Keset Zamrudpending")
    end(maker, product, how)
    assert client.get(f"/produk/{product.slug}").status_code == 404
    assert product.slug not in client.get("/cari").text
    variant = world.variant_of(product).id
    answer = client.post(
        "/keranjang",
        data={
            "csrf_token": client.token(f"/produk/{world.goods().ready.slug}"),
            "variant": variant,
            "pieces": 1,
        },
    )
    assert "Zamrudpending" not in client.get("/keranjang").text
    assert answer.status_code in (200, 303, 404)
    for one in own.photos(own.latest(product.id).id):
        assert [client.get(f"/foto/{one.photo.key}-{side}.webp").status_code for side in SIZES] == [404] * 3
    assert db.get(StorefrontListing, product.id) is None


@pytest.mark.parametrize("how", ["draft", "submitted", "declined"])
def test_neither_another_seller_nor_a_curator_from_elsewhere_opens_it(
    signed_in: Any, maker: Actor, how: str
) -> None:
    product = world.goods().ready
    rewrite(maker, product)
    opened = end(maker, product, how)
    stranger = signed_in(world.OTHER_SELLER)
    here = f"/penjual/barang/{product.slug}"
    steps = ("", "/foto", "/nama", "/rincian", "/harga", "/tinjauan", "/riwayat", "/riwayat?versi=2",
             "/cetak-label", "/label", "/kemasan", "/stok", "/cetak-label/satu.pdf")  # fmt: skip
    assert {path: stranger.get(here + path).status_code for path in steps} == dict.fromkeys(steps, 404)
    if opened is not None:
        far = signed_in(a_curator("35"))
        for path in ("", "/riwayat", "/riwayat?versi=2"):
            assert far.get(f"/kurator/tinjauan/{opened.id}{path}").status_code == 404
        listed = far.get("/kurator/antrean").text + far.get("/kurator/riwayat").text
        assert "Zamrudpending" not in listed


def test_a_draft_is_nobodys_but_hers_even_where_its_product_may_be_read(signed_in: Any, maker: Actor) -> None:
    """The curator of the region reads what was handed in, never what is still being written."""
    product, opened = world.a_snack_with_papers(maker)
    drafts.name_it(maker, product.slug, name="Nama Zamrudpending", description="")
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    for path in (page, f"{page}/riwayat", "/kurator/antrean", "/kurator/riwayat"):
        assert "Zamrudpending" not in browser.get(path).text
    assert browser.get(f"{page}/riwayat?versi=2").status_code == 404


# -- whatever happens, in whatever order ------------------------------------------------------------


ACTS = st.sampled_from(("rewrite", "reprice", *ENDS[1:], "approve"))


@dataclass(frozen=True)
class Shown:
    """What buyers may see, and the photos that they may ever have seen."""

    name: str
    price: int
    photos: list[str]
    ever: set[str]


def photos_of(product: Product) -> list[str]:
    return [one.photo.key for one in own.photos(own.latest(product.id).id)]


def public_of(db: Any, product: Product) -> set[str]:
    """Photos of any version that everybody may open."""
    return set(
        db.scalars(
            sa.select(Photo.key)
            .join(RevisionPhoto, RevisionPhoto.photo_id == Photo.id)
            .join(Revision, Revision.id == RevisionPhoto.revision_id)
            .where(Revision.product_id == product.id, Photo.published_at.is_not(None))
        )
    )


def after(shown: Shown, maker: Actor, product: Product, act: str, number: int) -> Shown:
    """Do it where it can be done; only an approval shows something else."""
    newest = own.latest(product.id)
    waits, is_draft = newest.state is RevisionState.SUBMITTED, newest.state is RevisionState.DRAFT
    if act == "rewrite" and not waits:
        drafts.name_it(maker, product.slug, name=f"Keset {number}", description="")
        drafts.add_photo(maker, product.slug, world.a_picture(300, 300, colour=f"#{number:06x}"))
    elif act == "reprice" and not waits:
        one = world.variant_of(product)
        far = VariantOffer(one.id, "", 2 * shown.price + number, 600, one.stock, one.stock)
        drafts.offer(maker, product.slug, Offer(product.supply, None, (far,)))
    elif act == "withdrawn" and waits:
        submitting.withdraw(maker, product.slug)
    elif act == "approve" and is_draft:
        scores.approve(world.actor(world.CURATOR), submitting.submit(maker, product.slug).id)
        price = next((one["price"] for one in newest.asked), shown.price)
        keys = photos_of(product)
        return Shown(own.latest(product.id).name, price, keys, shown.ever | set(keys))
    elif act in ENDS and is_draft:
        end(maker, product, act)
    return shown


@given(st.lists(ACTS, min_size=1, max_size=7))
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_shop_shows_the_last_approved_version_and_nothing_of_another(db: Any, acts: list[str]) -> None:
    with thrown_away(db):
        maker = world.actor(world.SELLER)
        product = world.an_approved_product(maker, name="Keset Awal", price=25_000)
        shown = Shown("Keset Awal", 25_000, photos_of(product), set(photos_of(product)))
        for number, act in enumerate(acts):
            shown = after(shown, maker, product, act, number)
            db.expire_all()
            listing = db.get(StorefrontListing, product.id)
            assert (listing.name, listing.price_from, listing.price_to) == (
                shown.name,
                shown.price,
                shown.price,
            )
            assert [key for key, _ in listing.sheet["photos"]] == shown.photos
            assert listing.photo_key == shown.photos[0]
            assert public_of(db, product) == shown.ever
