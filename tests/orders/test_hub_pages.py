"""The pages of what goes through a post: the maker's, the keeper's, the buyer's and the officer's."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.delivery.models import Post, PostKeeper
from app.orders.rules.hub import HubState, HubWay, LateAnswer
from app.orders.rules.life import ParcelState
from app.orders.service import hub as service
from app.orders.service import late, parcels
from tests.support import hub, ties, world
from tests.support.books import books
from tests.support.pages import PageClient

LATE = hub.after_three()
HOME = "Jl. Uji No. 1"
"""The buyer's street."""


@pytest.fixture
def whole(db: Any) -> Any:
    """Two mats of the world's own gerai and one of its neighbour, accepted."""
    _, found = hub.through_a_post()
    hub.accept_all(found)
    return found


def lines_of(part: Any) -> list[int]:
    return list(hub.all_there(part))


def checked(part: Any, mark: str = "ada", **more: Any) -> dict[str, Any]:
    fields = {f"tanda-{line}": mark for line in lines_of(part)}
    return fields | {f"{name}-{line}": value for name, value in more.items() for line in lines_of(part)}


def test_its_maker_reads_where_to_bring_it_and_never_where_the_buyer_lives(
    signed_in: Any, whole: Any
) -> None:
    part = hub.parts_of(whole)[0]
    parcels.pack(hub.maker_of(part), part.id)
    browser = signed_in(world.SELLER)
    page = browser.get(f"/penjual/pesanan/{part.id}").text
    for shown in (
        "Antar ke Posko PKK Uji",
        "Senin, 23 November pukul 15.00",
        "Jl. Posko No. 3",
        "Senin–Jumat 08.00–15.00",
    ):
        assert shown in page, shown
    assert HOME not in page
    assert browser.get(f"/penjual/pesanan/{part.id}/kirim").status_code == 302
    browser.send(f"/penjual/pesanan/{part.id}", to=f"/penjual/pesanan/{part.id}/diantar")
    assert "Tinggal menunggu penjaga posko" in browser.get(f"/penjual/pesanan/{part.id}").text


def test_the_keeper_checks_packs_and_sends_through_her_pages(signed_in: Any, whole: Any) -> None:
    browser = signed_in(world.CURATOR)
    front = browser.get("/kurator/posko", follow_redirects=True).text
    assert "0 dari 2 bagian sudah ada" in front
    path = f"/kurator/posko/paket/{whole.id}"
    for part in hub.parts_of(whole):
        page = browser.get(path).text
        assert part.seller_name in page and HOME not in page
        browser.send(path, to=f"{path}/bagian/{part.id}", **checked(part))
    assert "Semua sudah ada" in browser.get(path).text
    browser.send(path, to=f"{path}/kemas", grams="2.300")
    assert HOME in browser.get(path).text
    answer = browser.send(path, to=f"{path}/kirim", courier="JNE", tracking="")
    assert answer.status_code == 200 and "Tulis nomor resinya" in answer.text
    browser.send(path, to=f"{path}/kirim", courier="JNE", tracking="JNE42")
    assert hub.whole_of(hub.order_of(whole)).state is HubState.SENT
    page = browser.get(path).text
    assert "JNE42" in page and HOME not in page
    assert "Antrean" in page


BAD = [
    ({}, "Tandai dulu setiap barang"),
    ({"tanda": "hilang"}, "Tandai dulu setiap barang"),
    ({"tanda": "kurang"}, "Tulis berapa buah"),
    ({"tanda": "rusak", "kurang": "0"}, "Tulis berapa buah"),
    ({"tanda": "rusak", "kurang": "-1"}, "Tulis berapa buah"),
    ({"tanda": "kurang", "kurang": "3"}, "Tulis berapa buah"),
    ({"tanda": "kurang", "kurang": "1000000000"}, "Tulis berapa buah"),
    ({"tanda": "kurang", "kurang": "²"}, "Tulis berapa buah"),
]


@pytest.mark.parametrize(("typed", "said"), BAD)
def test_a_check_that_cannot_be_meant_is_refused_and_keeps_what_was_typed(
    signed_in: Any, whole: Any, typed: dict[str, str], said: str
) -> None:
    browser, part = signed_in(world.CURATOR), hub.parts_of(whole)[0]
    (line,) = lines_of(part)
    fields = {f"{name}-{line}": value for name, value in typed.items()}
    path = f"/kurator/posko/paket/{whole.id}"
    before = books()
    answer = browser.send(
        path, to=f"{path}/bagian/{part.id}", **fields, **{f"catatan-{line}": "<b>sobek</b>"}
    )
    assert said in answer.text and "&lt;b&gt;sobek&lt;/b&gt;" in answer.text
    assert books() == before


def test_what_lacks_is_told_and_dropped_by_a_button(signed_in: Any, whole: Any) -> None:
    browser, part = signed_in(world.CURATOR), hub.parts_of(whole)[0]
    path = f"/kurator/posko/paket/{whole.id}"
    browser.send(
        path, to=f"{path}/bagian/{part.id}", **checked(part, "rusak", kurang="1", catatan="tepi lepas")
    )
    page = browser.get(path).text
    assert "1 rusak: tepi lepas" in page and "Lanjutkan tanpa yang kurang" in page
    browser.send(path, to=f"{path}/bagian/{part.id}/tanpa")
    part = hub.parts_of(whole)[0]
    assert (part.state, part.returned) == (ParcelState.AT_POST, 45_000)


def test_a_code_that_is_wrong_is_told_beside_its_field(signed_in: Any, db: Any) -> None:
    _, whole = hub.through_a_post(way=HubWay.PICKUP)
    hub.accept_all(whole)
    for part in hub.parts_of(whole):
        hub.check_in(whole, part)
    browser, path = signed_in(world.CURATOR), f"/kurator/posko/paket/{whole.id}"
    browser.send(path, to=f"{path}/kemas", grams="2300")
    assert HOME not in browser.get(path).text
    answer = browser.send(path, to=f"{path}/serahkan", code="1")
    assert "Kodenya belum cocok" in answer.text
    code = hub.whole_of(hub.order_of(whole)).handover_code
    buyer = signed_in(world.BUYER).get(f"/pesanan/{hub.order_of(whole).number}").text
    assert code is not None and f"{code[:3]} {code[3:]}" in buyer
    browser.send(path, to=f"{path}/serahkan", code=code)
    assert hub.whole_of(hub.order_of(whole)).state is HubState.RECEIVED


def test_the_buyer_is_asked_on_her_page_and_answers_there(signed_in: Any, whole: Any) -> None:
    hub.check_in(whole, hub.parts_of(whole)[1])
    with clock.at(LATE):
        late.watch()
        browser, number = signed_in(world.BUYER), hub.order_of(whole).number
        page = browser.get(f"/pesanan/{number}").text
        for shown in (
            "Bagian Rumah Perca belum sampai di posko",
            "Rp96.000",
            "tanpa ongkir tambahan",
            "Senin, 30 November",
        ):
            assert shown in page, shown
        before = books()
        answer = browser.send(f"/pesanan/{number}", to=f"/pesanan/{number}/posko", until="2026-11-26")
        assert "Pilih salah satu." in answer.text
        answer = browser.send(
            f"/pesanan/{number}", to=f"/pesanan/{number}/posko", choice="tunggu", until="2020-01-01"
        )
        assert "baru saja mengganti tanggalnya" in answer.text
        assert books() == before
        browser.send(
            f"/pesanan/{number}", to=f"/pesanan/{number}/posko", choice="kembalikan", until="2026-11-26"
        )
        assert hub.whole_of(hub.order_of(whole)).answer is LateAnswer.REFUND
        assert "belum sampai di posko</h2>" not in browser.get(f"/pesanan/{number}").text
    assert ties.differences() == {}


def test_a_late_maker_names_her_day(signed_in: Any, whole: Any) -> None:
    part, other = hub.parts_of(whole)
    hub.check_in(whole, other)
    with clock.at(LATE):
        late.watch()
        browser = signed_in(world.SELLER)
        path = f"/penjual/pesanan/{part.id}"
        browser.send(path, to=f"{path}/hari-antar", day="2026-11-25")
        assert "Rabu, 25 November" in browser.get(path).text
        for wrong in ("", "besok", "2020-01-01"):
            browser.send(path, to=f"{path}/hari-antar", day=wrong)
    assert str(hub.whole_of(hub.order_of(whole)).wait_until) == "2026-11-25"


def test_all_is_received_by_one_press(signed_in: Any, whole: Any) -> None:
    for part in hub.parts_of(whole):
        hub.check_in(whole, part)
    service.pack(hub.keeper(), whole.id, 2_300)
    service.send(hub.keeper(), whole.id, courier="JNE", tracking="JNE42")
    browser, order = signed_in(world.BUYER), hub.order_of(whole)
    page = browser.get(f"/pesanan/{order.number}").text
    assert page.count("Sudah saya terima") == 1
    part = hub.parts_of(whole)[0]
    browser.send(f"/pesanan/{order.number}", to=f"/pesanan/{order.number}/bagian/{part.id}/diterima")
    assert {one.state for one in hub.parts_of(whole)} == {ParcelState.RECEIVED}


# -- the officer --------------------------------------------------------------------------------


FIELDS = {
    "name": "Posko PKK Baru",
    "place": world.NEXT_DOOR,
    "street": "Jl. Baru No. 1",
    "hours": "Senin–Jumat 08.00–15.00",
    "phone": "0812-0000-9998",
    "handling": "Rp 2.500",
    "days": "1",
}


def made(browser: PageClient, db: Any, **changes: str) -> Any:
    agency = db.scalar(sa.text("SELECT id FROM agencies WHERE name = 'Dinas Uji'"))
    return browser.send("/dinas/posko/baru", **{"agency": str(agency), **FIELDS, **changes})


def test_an_officer_makes_a_post_names_its_keeper_and_opens_it(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.OFFICER)
    answer = made(browser, db)
    post = db.scalar(sa.select(Post))
    assert answer.location == f"/dinas/posko/{post.id}"
    assert (post.handling_fee, post.phone, post.closed_at is not None) == (2_500, "+6281200009998", True)
    path = answer.location
    browser.send(path, to=f"{path}/buka")
    assert "Tunjuk dulu paling sedikit satu penjaga" in browser.get(path).text
    kader = world.actor(world.KADER).person_id
    browser.send(path, to=f"{path}/penjaga/{kader}")
    browser.send(path, to=f"{path}/buka")
    db.expire_all()
    assert db.scalar(sa.select(Post.closed_at)) is None
    assert "Anda menjaga Posko PKK Baru" in signed_in(world.KADER).get("/pesan").text
    assert signed_in(world.KADER).get(f"/kurator/posko/{post.id}").status_code == 200
    browser.send(path, to=f"{path}/penjaga/{kader}/akhiri")
    assert "Tunjuk dulu penggantinya" in browser.get(path).text
    browser.send(path, to=f"{path}/tutup")
    browser.send(path, to=f"{path}/penjaga/{kader}/akhiri")
    assert db.scalar(sa.select(sa.func.count()).where(PostKeeper.until.is_(None))) == 0
    assert signed_in(world.KADER).get(f"/kurator/posko/{post.id}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": world.SURABAYA}, "di luar wilayah kerja Anda"),
        ({"name": ""}, "Tulis nama poskonya"),
        ({"handling": "50.001"}, "Isi antara Rp0 dan Rp50.000"),
        ({"handling": "banyak"}, "dalam rupiah"),
        ({"days": "0"}, "Isi antara 1 dan 7"),
        ({"phone": "129"}, "nomor"),
        ({"agency": "999999"}, "Pilih salah satu dari daftar"),
    ],
)
def test_a_post_that_cannot_be_is_refused_and_nothing_is_made(
    signed_in: Any, db: Any, count: Any, changes: dict[str, str], said: str
) -> None:
    answer = made(signed_in(world.OFFICER), db, **changes)
    assert answer.status_code == 200 and said in answer.text
    assert count(Post) == 0


def test_the_same_name_in_the_same_village_is_taken(signed_in: Any, db: Any, count: Any) -> None:
    browser = signed_in(world.OFFICER)
    made(browser, db)
    assert "Sudah ada posko dengan nama ini" in made(browser, db).text
    assert count(Post) == 1


def test_nobody_is_named_who_is_neither_curator_nor_kader_near_it(signed_in: Any, db: Any) -> None:
    post, browser = hub.a_post(), signed_in(world.OFFICER)
    seller = world.actor(world.SELLER).person_id
    before = db.scalar(sa.select(sa.func.count(PostKeeper.id)))
    assert (
        browser.send(f"/dinas/posko/{post.id}", to=f"/dinas/posko/{post.id}/penjaga/{seller}").status_code
        == 404
    )
    assert db.scalar(sa.select(sa.func.count(PostKeeper.id))) == before
