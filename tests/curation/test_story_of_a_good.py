"""What a good tells of itself is a fact like the others: stated by its maker, read by a curator, then shown to guests."""

from typing import Any

import pytest

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product, StorefrontListing
from app.catalog.service import drafts
from app.curation.service import judging, submitting
from tests.support import scores, world
from tests.support.official import made_official
from tests.support.pages import PageClient

TALE = "Anyaman tapak dara, dari nenek kami.\nArtinya rumah yang selalu terbuka."
FACTS = {**world.MAT, "meaning": TALE}
SHOWN = "Anyaman tapak dara, dari nenek kami.<br>Artinya rumah yang selalu terbuka."


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> Product:
    return world.an_approved_product(maker, name="Keset Tamu")


def told(client: PageClient, product: Product) -> tuple[bool, bool]:
    """Its page tells it; the shelf of gifts knows of it."""
    page = client.get(f"/produk/{product.slug}").text
    return SHOWN in page, "Keset Tamu" in client.get("/oleh-oleh-resmi?cerita=1").text


def test_it_waits_for_a_curator_and_is_told_from_then_on(
    client: PageClient, signed_in: Any, maker: Actor, mat: Product, db: Any
) -> None:
    until = world.SUNDAY.date().replace(year=2027)
    made_official(mat, until)
    drafts.state_facts(maker, mat.slug, FACTS)
    opened = submitting.submit(maker, mat.slug)
    assert told(client, mat) == (False, False)
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert SHOWN in page and "Cerita barang ini" in page
    scores.approve(world.actor(world.CURATOR), opened.id)
    # another version: the panel looks at it anew, and then the shelf knows its story
    assert told(client, mat) == (True, False)
    made_official(mat, until)
    assert told(client, mat) == (True, True)
    assert db.get_one(StorefrontListing, mat.id).has_story is True


def test_a_story_that_is_declined_is_told_to_nobody(client: PageClient, maker: Actor, mat: Product) -> None:
    drafts.state_facts(maker, mat.slug, FACTS)
    opened = submitting.submit(maker, mat.slug)
    judging.decline(world.actor(world.CURATOR), opened.id, "Ceritanya milik desa lain.")
    assert told(client, mat) == (False, False)


def test_its_maker_writes_it_among_the_facts_and_may_leave_it_out(
    signed_in: Any, maker: Actor, db: Any
) -> None:
    draft = world.a_product(maker, name="Keset Baru")
    browser, address = signed_in(world.SELLER), f"/penjual/barang/{draft.slug}/rincian"
    page = browser.get(address).text
    assert "Cerita barang ini" in page and "Arti motif atau namanya" in page
    typed = {name: str(value) for name, value in world.MAT.items()}
    browser.send(address, **typed, meaning="  <b>Tapak dara</b>  ")
    db.expire_all()
    assert drafts.own.latest(draft.id).facts["meaning"] == "<b>Tapak dara</b>"
    assert "&lt;b&gt;Tapak dara" in browser.get(address).text
    browser.send(address, **typed, meaning="")
    db.expire_all()
    assert "meaning" not in drafts.own.latest(draft.id).facts


def test_a_story_may_promise_no_more_than_the_name(signed_in: Any, maker: Actor, db: Any) -> None:
    snack = world.a_product(
        maker,
        name="Keripik Uji",
        category=Category.CAMILAN,
        facts={**world.SNACK, "meaning": "Menyehatkan sejak zaman dulu."},
    )
    opened = submitting.submit(maker, snack.slug)
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert "Di cerita barang tertulis" in page
