"""The page of a product that is an official gift: until when, the proof, what it is for, and whether it goes into a cabin."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.rules.life import Supply
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.queries import gifts
from app.delivery.rules.weights import PackedSize
from tests.support import shelves, world
from tests.support.counting import statements
from tests.support.official import made_official
from tests.support.pages import PageClient
from tests.support.shelves import Good

UNTIL = date(2027, 5, 31)
SMALL, SLIM, LONG = PackedSize(30, 20, 5), PackedSize(17, 35, 30), PackedSize(60, 10, 10)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> Product:
    return world.an_approved_product(maker, name="Keset Tamu")


def measured(maker: Actor, mat: Product, *wanted: tuple[str, PackedSize | None, int]) -> None:
    """Its choices have these names, sizes and grams."""
    first = world.variant_of(mat).id
    drafts.offer(
        maker,
        mat.slug,
        Offer(
            Supply.READY,
            None,
            [
                VariantOffer(first if at == 0 else None, label, 45_000, grams, 5, size=size)
                for at, (label, size, grams) in enumerate(wanted)
            ],
        ),
    )


def page_of(client: PageClient, product: Product) -> str:
    text = client.get(f"/produk/{product.slug}").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_it_says_until_when_for_what_and_leads_to_its_proof(client: PageClient, mat: Product) -> None:
    made_official(mat, UNTIL, occasions=("rapat", "tamu-dinas"))
    gift = gifts.open_gift(mat.id)
    assert gift is not None
    text = client.get(f"/produk/{mat.slug}").text
    assert "Oleh-oleh resmi Kota Tangerang" in text and "berlaku sampai 31 Mei 2027" in text
    assert f'href="/verifikasi/oleh-oleh-resmi/{gift.code}"' in text
    assert '<a href="/oleh-oleh-resmi?acara=tamu-dinas">Tamu dinas</a>' in text
    assert '<a href="/oleh-oleh-resmi?acara=rapat">Rapat dan seminar</a>' in text
    assert "belum diketahui, ukuran terkemasnya belum ditulis pembuatnya" in text
    with clock.at(world.SUNDAY + timedelta(days=200)):
        after = client.get(f"/produk/{mat.slug}").text
    assert "Oleh-oleh resmi Kota" not in after and "acara=rapat" not in after


def test_what_fits_is_said_with_its_measures(client: PageClient, maker: Actor, mat: Product) -> None:
    measured(maker, mat, ("", SMALL, 600))
    made_official(mat, UNTIL)
    text = page_of(client, mat)
    assert "Bagasi kabin muat, terkemas 30 × 20 × 5 cm, 600 g" in text
    assert "Batas 35 × 30 × 17 cm, 7 kg; tiap maskapai bisa berbeda." in text


def test_a_good_that_is_no_gift_says_nothing_of_it(client: PageClient, mat: Product) -> None:
    text = client.get(f"/produk/{mat.slug}").text
    assert "Bagasi kabin" not in text and "Cocok untuk" not in text and "Lihat buktinya" not in text


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ((SMALL, SMALL), "muat, terkemas 30 × 20 × 5 cm, 700 g"),
        ((SMALL, LONG), "Satu : muat, terkemas 30 × 20 × 5 cm, 600 g"),
        ((SMALL, None), "Satu : muat, terkemas 30 × 20 × 5 cm, 600 g"),
        ((SLIM, SMALL), "Dua : muat, terkemas 30 × 20 × 5 cm, 700 g"),
        ((LONG, None), "belum diketahui, ukuran terkemasnya belum ditulis pembuatnya"),
        ((LONG, LONG), "tidak, terkemas 60 × 10 × 10 cm"),
    ],
)
def test_only_the_choices_that_fit_are_named(
    client: PageClient, db: Any, sizes: tuple[PackedSize | None, PackedSize | None], said: str
) -> None:
    slug = shelves.fill([Good("Gelas", prices=(10_000, 20_000), gift_until=UNTIL)])["Gelas"]
    product = db.query(Product).filter_by(slug=slug).one()
    rows = zip(shelves.variants_of(product.id), ("Satu", "Dua"), sizes, (600, 700), strict=True)
    for row, label, size, grams in rows:
        row.label, row.weight_g = label, grams
        row.length_cm, row.width_cm, row.height_cm = (
            (size.length, size.width, size.height) if size else (None, None, None)
        )
    db.flush()
    text = page_of(client, product)
    assert said.replace(" :", ":") in text


def test_a_paste_is_not_called_right_for_the_cabin(client: PageClient, db: Any) -> None:
    paste = {**world.SNACK, "net": 150, "shelf_life": 7}
    good = Good("Sambal", category=Category.BUMBU, facts=paste, gift_until=UNTIL, packed=(10, 10, 5))
    dry = Good("Rengginang", category=Category.CAMILAN, facts=paste, gift_until=UNTIL, packed=(10, 10, 5))
    slugs = shelves.fill([good, dry])
    sambal = client.get(f"/produk/{slugs['Sambal']}").text
    assert "tidak untuk penerbangan ke luar negeri: cairan atau pasta paling banyak 100 ml" in sambal
    assert "muat, terkemas 10 × 10 × 5 cm" in client.get(f"/produk/{slugs['Rengginang']}").text


def test_the_page_of_a_gift_asks_one_statement_more(client: PageClient, mat: Product) -> None:
    client.get(f"/produk/{mat.slug}")
    with statements() as plain:
        client.get(f"/produk/{mat.slug}")
    made_official(mat, UNTIL, occasions=("rapat",))
    with statements() as gift:
        client.get(f"/produk/{mat.slug}")
    assert len(gift) == len(plain) + 1
