"""What who keeps a post reads of its money: what came, what went to its bank, what is still there, and its bank account."""

from typing import Any

import pytest

from app.base import clock
from app.delivery.models import Post
from app.ledger.models import BankAccount, Payout
from app.ledger.queries import bank
from app.ledger.rules.accounts import Payee
from app.orders.models import Consolidation
from tests.support import hub, world
from tests.support.books import books
from tests.support.buying import said
from tests.support.pages import PageClient
from tests.support.payouts import TUESDAY, a_batch, an_account_of, pays, release_fees

TYPED = {"bank": "002", "number": "567 890 1234", "holder": "Posko PKK Uji", "password": world.PASSWORD}


@pytest.fixture
def keeper(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.CURATOR)
    return browser


@pytest.fixture
def through(db: Any) -> tuple[Post, Consolidation]:
    return hub.through_a_post()


def sums(page: str) -> list[str]:
    """The amounts of the two lists at the top, in their order."""
    top = page[page.index("Sejak awal") : page.index("Catatan ")]
    return [part.split("</dd>")[0].split("<dd>")[1] for part in top.split("<dt>")[1:] if "<dd>" in part]


def test_the_posts_page_leads_to_its_money(keeper: PageClient, db: Any) -> None:
    post = hub.a_post()
    assert f'href="/kurator/posko/{post.id}/uang"' in keeper.get(f"/kurator/posko/{post.id}").text
    page = keeper.get(f"/kurator/posko/{post.id}/uang").text
    assert "Belum ada uang masuk" in page
    assert "belum diisi" in page


def test_each_rupiah_of_a_fee_is_seen_on_its_way(
    keeper: PageClient, through: tuple[Post, Consolidation]
) -> None:
    post, whole = through
    address = f"/kurator/posko/{post.id}/uang"
    page = keeper.get(address).text
    assert sums(page) == ["Rp20.000", "Rp0", "Rp20.000", "Rp20.000", "Rp0", "Rp0"]
    assert "Rekening posko belum diisi." in page
    assert "Belum dikirim" in page
    an_account_of(post)
    hub.comes(whole)
    assert "Bebas Rab, 25 Nov 10.00 WIB" in keeper.get(address).text
    release_fees()
    with clock.at(TUESDAY):
        page = keeper.get(address).text
    assert sums(page) == ["Rp20.000", "Rp0", "Rp20.000", "Rp0", "Rp20.000", "Rp0"]
    assert "Ikut pencairan Jumat, 4 Desember." in page
    _, (payout,) = a_batch()
    pays(payout)
    with clock.at(TUESDAY):
        page = keeper.get(address).text
        assert sums(page) == ["Rp20.000", "-Rp20.000", "Rp0", "Rp0", "Rp0", "Rp0"]
        assert "Dicairkan ke rekening" in page
        slip = keeper.get(f"{address}/pencairan/{payout.id}").text
        earlier = keeper.get(f"{address}?bulan=2026-11").text
    assert "REF 1" in slip and payout.number in slip and "5678901234" not in slip
    assert "Pesanan dibayar pembeli" in earlier


def test_another_posts_payout_and_a_sellers_are_not_there(
    keeper: PageClient, through: tuple[Post, Consolidation], db: Any
) -> None:
    post, whole = through
    an_account_of(post)
    hub.comes(whole)
    release_fees()
    _, (payout,) = a_batch()
    other = hub.posts.make_post(
        world.actor(world.OFFICER),
        hub.PostPlan(
            post.agency_id, "Posko Lain", world.NEXT_DOOR, "Jl. Lain", "Senin", "+6281200009998", 0, 1
        ),
    )
    hub.posts.name_keeper(world.actor(world.OFFICER), other.id, world.actor(world.CURATOR).person_id)
    assert keeper.get(f"/kurator/posko/{other.id}/uang/pencairan/{payout.id}").status_code == 404
    assert keeper.get(f"/penjual/uang/pencairan/{payout.id}").status_code in (403, 404)
    assert db.get_one(Payout, payout.id).post_id == post.id


def test_its_account_is_stated_with_a_password_and_shown_by_its_end(keeper: PageClient, db: Any) -> None:
    post = hub.a_post()
    address = f"/kurator/posko/{post.id}/rekening"
    page = said(keeper, keeper.send(address, **TYPED))
    assert "Rekening posko sudah disimpan." in page
    assert "BRI" in page and "•••• 1234" in page and "5678901234" not in page
    held = bank.held_of(Payee(post_id=post.id))
    assert held is not None
    assert (held.number, held.seller_id, held.usable_from) == ("5678901234", None, world.SUNDAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bank": ""}, "Pilih banknya dari daftar."),
        ({"number": "12"}, "Nomor rekening ditulis dengan angka"),
        ({"holder": ""}, "Tulis nama pemiliknya"),
        ({"password": "salah"}, "Kata sandinya tidak cocok."),
    ],
)
def test_each_mistake_has_its_sentence_and_changes_nothing(
    keeper: PageClient, db: Any, count: Any, changes: dict[str, str], sentence: str
) -> None:
    post = hub.a_post()
    before = books()
    answer = keeper.send(f"/kurator/posko/{post.id}/rekening", **{**TYPED, **changes})
    assert sentence in answer.text
    assert count(BankAccount) == 0
    assert books() == before


def test_the_admin_sees_that_a_payee_is_a_post(signed_in: Any, through: tuple[Post, Consolidation]) -> None:
    post, whole = through
    an_account_of(post)
    hub.comes(whole)
    release_fees()
    boss = signed_in(world.ADMIN)
    with clock.at(TUESDAY):
        page = boss.get("/admin/uang/pencairan").text
        assert "Posko PKK Uji" in page and "Rp20.000" in page
        answer = boss.send("/admin/uang/pencairan")
        batch = boss.get(answer.location).text
        sheet = boss.get(f"{answer.location}/daftar.csv").text
    assert "(posko)" in batch and "5678901234" in batch
    assert "Posko PKK Uji" in sheet
