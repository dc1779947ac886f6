"""Curators compose sets at their desk: from what is theirs to judge, with a kind word for what is no set yet."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import NotFound
from app.catalog.models import Bundle, BundlePart
from app.catalog.rules.bundles import BundleState
from app.catalog.service import bundles as service
from app.catalog.service import drafts
from app.curation.queries import bundling as queries
from app.curation.service import bundling
from app.curation.service.bundling import NotHersToShow
from tests.support import scores, world
from tests.support.bundles import STORY, a_bundle, a_draft, a_gift, two_gifts
from tests.support.curators import a_curator, make_curator
from tests.support.pages import PageClient


@pytest.fixture
def desk(signed_in: Any) -> PageClient:
    browser = signed_in(world.CURATOR)
    assert isinstance(browser, PageClient)
    return browser


def only(db: Any) -> Bundle:
    return db.scalars(sa.select(Bundle)).one()


def parts(db: Any) -> list[tuple[int, int, bool]]:
    rows = db.execute(
        sa.select(BundlePart.variant_id, BundlePart.pieces, BundlePart.is_box).order_by(BundlePart.position)
    )
    return [tuple(row) for row in rows]


def test_a_set_is_composed_from_nothing_to_the_shop(desk: PageClient, db: Any) -> None:
    ready, neighbour = two_gifts()
    first, second = world.variant_of(ready).id, world.variant_of(neighbour).id
    box = world.variant_of(world.goods().made).id
    assert "Belum ada set" in desk.get("/kurator/set").text
    desk.send("/kurator/set/baru", name="Dua Rumah", story=STORY, occasions="rapat", region="36")
    here = f"/kurator/set/{only(db).id}"
    desk.send(f"{here}/tambah", variant=first, pieces="2")
    desk.send(f"{here}/tambah", variant=second, pieces="1")
    desk.send(f"{here}/tambah?wadah=1", variant=box, pieces="1")
    assert parts(db) == [(first, 2, False), (second, 1, False), (box, 1, True)]
    page = desk.get(here).text
    assert "Rp165.000" in page and "5 set, sebatas Keset Perca" in page and "Gerai Tetangga" in page
    assert desk.get("/set/dua-rumah").status_code == 404
    desk.send(here, to=f"{here}/tampilkan")
    assert desk.get("/set/dua-rumah").status_code == 200
    assert only(db).occasions == ["rapat"]
    assert "bisa 5 set" in desk.get("/kurator/set").text


def test_what_is_missing_is_said_and_nothing_is_shown(desk: PageClient, db: Any) -> None:
    ready, _ = two_gifts()
    draft = a_draft({ready: 1}, story="")
    answer = desk.send(f"/kurator/set/{draft.id}", to=f"/kurator/set/{draft.id}/tampilkan")
    assert "Belum bisa ditampilkan." in answer.text
    assert "dua barang yang berbeda" in answer.text and "Ceritanya belum ada." in answer.text
    assert only(db).state is BundleState.DRAFT


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "Isi antara 1 dan 99."), ("100", "Isi antara 1 dan 99."), ("dua", "Tulis dengan angka saja."), ("", "Tulis jumlahnya.")],
)  # fmt: skip
def test_an_odd_number_stays_in_its_field(desk: PageClient, db: Any, typed: str, sentence: str) -> None:
    ready, neighbour = two_gifts()
    draft = a_draft({ready: 2, neighbour: 1})
    first, here = world.variant_of(ready).id, f"/kurator/set/{draft.id}"
    token = desk.token(here)
    sent = {f"isi{first}-csrf_token": token, f"isi{first}-pieces": typed}
    answer = desk.post(f"{here}/isi/{first}", data=sent)
    assert sentence in answer.text and f'value="{typed}"' in answer.text
    assert desk.send(here, to=f"{here}/tambah", variant=first, pieces=typed).status_code == 200
    assert [pieces for _, pieces, _ in parts(db)] == [2, 1]


def test_a_part_is_counted_anew_made_the_box_and_taken_out(desk: PageClient, db: Any) -> None:
    ready, neighbour = two_gifts()
    draft = a_draft({ready: 2, neighbour: 1})
    first, here = world.variant_of(ready).id, f"/kurator/set/{draft.id}"
    sent = {f"isi{first}-csrf_token": desk.token(here), f"isi{first}-pieces": "3", f"isi{first}-is_box": "y"}
    assert desk.post(f"{here}/isi/{first}", data=sent).status_code == 303
    assert parts(db)[0] == (first, 3, True)
    desk.send(here, to=f"{here}/isi/{first}/keluar")
    assert [variant for variant, _, _ in parts(db)] == [world.variant_of(neighbour).id]


def test_the_same_good_twice_is_refused_beside_it(desk: PageClient, db: Any) -> None:
    ready, neighbour = two_gifts()
    draft = a_draft({ready: 2, neighbour: 1})
    here = f"/kurator/set/{draft.id}"
    answer = desk.send(here, to=f"{here}/tambah", variant=world.variant_of(ready).id, pieces="1")
    assert "sudah ada di set ini" in answer.text
    assert len(parts(db)) == 2


def test_only_official_gifts_are_offered_and_any_good_as_the_box(desk: PageClient, db: Any) -> None:
    ready, _ = two_gifts()
    here = f"/kurator/set/{a_draft({ready: 1}).id}/tambah"
    page = desk.get(here).text
    assert "Keset Tetangga" in page and "Keset Kepang" not in page
    assert "Keset Kepang" in desk.get(f"{here}?wadah=1").text
    assert "Belum ketemu" in desk.get(f"{here}?q=tidak+ada+begini").text
    assert "Keset Tetangga" in desk.get(f"{here}?q=tetangga").text


def test_a_withdrawn_set_tells_why_and_can_be_composed_anew(desk: PageClient, db: Any) -> None:
    bundle = a_bundle()
    here = f"/kurator/set/{bundle.id}"
    assert "Tulis alasannya" in desk.send(here, to=f"{here}/tarik", reason="").text
    desk.send(here, to=f"{here}/tarik", reason="Pembuatnya pindah.")
    assert "Pembuatnya pindah." in desk.get(here).text
    answer = desk.send(here, to=f"{here}/susun-lagi")
    assert answer.location != here
    assert "Draf" in desk.get(answer.location).text
    assert db.scalar(sa.select(sa.func.count()).select_from(Bundle)) == 2


def test_a_set_of_another_region_does_not_exist(desk: PageClient, signed_in: Any, db: Any) -> None:
    bundle = a_bundle()
    stranger = signed_in(a_curator("35.78"))
    assert stranger.get(f"/kurator/set/{bundle.id}").status_code == 404
    assert "Dua Rumah" not in stranger.get("/kurator/set").text
    nation = a_curator(None)
    assert queries.bundle_for(world.actor(nation), bundle.id).id == bundle.id


def test_goods_of_another_region_are_not_put_in(db: Any) -> None:
    maker = world.a_maker()
    world.a_gerai(maker, "Gerai Surabaya", village=world.SURABAYA)
    nation = world.actor(a_curator(None))
    draft = a_draft({})
    product, opened = world.a_submitted_product(maker, name="Keset Surabaya")
    scores.approve(nation, opened.id)
    with pytest.raises(NotFound):
        bundling.put_in(nation, draft.id, world.variant_of(product).id, 1, is_box=True)
    assert parts(db) == []


def test_who_may_not_judge_a_part_does_not_show_the_set(db: Any) -> None:
    """A curator who sells one of the goods herself, in the same house as the other, leaves showing the set to another."""
    ready, neighbour = two_gifts()
    draft = a_draft({ready: 1, neighbour: 1})
    make_curator(world.SELLER, "36")
    with pytest.raises(NotHersToShow, match="Keset Perca, Keset Tetangga bukan bidang"):
        bundling.show(world.actor(world.SELLER), draft.id)
    assert draft.state is BundleState.DRAFT


def test_an_occasion_that_there_is_not_is_refused(desk: PageClient, db: Any, count: Any) -> None:
    answer = desk.send("/kurator/set/baru", name="Dua Rumah", story=STORY, occasions="kiamat", region="36")
    assert "Ada acara yang tidak ada di daftar." in answer.text and STORY in answer.text
    assert count(Bundle) == 0


def test_a_region_that_is_not_hers_is_refused(desk: PageClient, db: Any, count: Any) -> None:
    answer = desk.send("/kurator/set/baru", name="Dua Rumah", story=STORY, region="35")
    assert answer.status_code == 200 and "Pilih salah satu dari daftar." in answer.text
    assert count(Bundle) == 0


def test_a_hidden_part_is_named_at_the_desk(desk: PageClient, db: Any) -> None:
    ready, _ = two_gifts()
    other = a_gift(world.actor(world.OTHER_SELLER), name="Keset Lain")
    bundle = a_bundle({ready: 1, other: 1})
    drafts.remove(world.actor(world.OTHER_SELLER), other.slug)
    page = desk.get(f"/kurator/set/{bundle.id}").text
    assert "Sedang tidak tampil di toko." in page and "Begitu Keset Lain bisa dibeli lagi" in page
    assert service.compose_anew(world.actor(world.CURATOR), bundle.id).state is BundleState.DRAFT
