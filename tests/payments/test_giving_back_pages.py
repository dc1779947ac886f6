"""The pages on which a seller, an officer and an admin give money back: what is left is shown, nothing typed is lost."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.orders.models import Order
from app.orders.queries import order as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.payments.models import Refund
from app.payments.rules.states import RefundState
from app.payments.service import refunding
from tests.support import world
from tests.support.answers import reach
from tests.support.books import books, letters
from tests.support.complaints import a_complaint
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences, rows

REASON = "Tepinya kurang rapi."


@pytest.fixture
def order(db: Any) -> Order:
    """Two mats, received; the way cost 12.000."""
    made = a_paid_order({world.goods().ready: 2})
    reach(made, "received")
    return made


@pytest.fixture
def seller(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def page_of(order: Order) -> str:
    return f"/penjual/pesanan/{parcels_of(order)[0].id}/uang-kembali"


def line_of(order: Order) -> int:
    parcel = parcels_of(order)[0].id
    return int(queries.lines_of([parcel])[parcel][0].line.id)


def test_her_order_leads_to_the_page_and_what_she_gives_comes_back(order: Order, seller: PageClient) -> None:
    parcel = f"/penjual/pesanan/{parcels_of(order)[0].id}"
    assert page_of(order) in seller.get(parcel).text
    shown = seller.get(page_of(order)).text
    assert "Rp90.000" in shown and "Rp102.000" in shown
    answer = seller.send(
        page_of(order), **{f"pieces_{line_of(order)}": 1, "fee": "2.000", "reason": REASON, "seen": "0"}
    )
    assert (answer.status_code, answer.location) == (303, parcel)
    assert "Tercatat. Uangnya mulai dikembalikan" in seller.get(parcel).text
    assert rows("SELECT goods, fee, reason FROM adjustments") == [(45_000, 2_000, REASON)]
    assert differences() == {}


def test_only_what_the_provider_has_done_is_shown_as_returned(order: Order, seller: PageClient) -> None:
    seller.send(page_of(order), **{f"amount_{line_of(order)}": "20rb", "reason": REASON, "seen": "0"})
    asked = seller.get(page_of(order)).text
    assert "Sudah diminta" in asked and "<dt>Sudah dikembalikan</dt><dd>Rp0</dd>" in asked
    assert "<dt>Masih bisa</dt><dd>Rp70.000</dd>" in asked
    do_all()
    done = seller.get(page_of(order)).text
    assert "<dt>Sudah dikembalikan</dt><dd>Rp20.000</dd>" in done and "Sudah diminta" not in done


@pytest.mark.parametrize(
    ("state", "words"),
    [(RefundState.PENDING, "Dalam perjalanan"), (RefundState.FAILED, "Belum berhasil")],
)
def test_what_is_on_its_way_or_failed_stands_apart(
    order: Order, seller: PageClient, db: Any, state: RefundState, words: str
) -> None:
    seller.send(page_of(order), **{f"amount_{line_of(order)}": "20.000", "reason": REASON, "seen": "0"})
    db.execute(sa.update(Refund).values(state=state, trouble="x" if state is RefundState.FAILED else None))
    db.commit()
    shown = seller.get(page_of(order)).text
    assert f"<dt>{words}</dt><dd>Rp20.000</dd>" in shown
    assert "<dt>Sudah dikembalikan</dt><dd>Rp0</dd>" in shown
    assert "<dt>Sedang dikembalikan</dt><dd>Rp20.000</dd>" in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "90.001"}, "Keset Perca: masih bisa dikembalikan paling banyak Rp90.000."),
        ({"pieces": "3"}, "Keset Perca: paling banyak 2 buah."),
        ({"amount": "1", "pieces": "1"}, "Isi salah satu saja: berapa buah, atau berapa rupiah."),
        ({"amount": "12,5"}, "Tulis jumlahnya dalam rupiah, misalnya 25.000."),
        ({"amount": "-5"}, "Tulis jumlahnya dalam rupiah, misalnya 25.000."),
        ({"fee": "12.001"}, "Ongkir: masih bisa dikembalikan paling banyak Rp12.000."),
        ({}, "Isi dulu yang dikembalikan: berapa buah, berapa rupiah, atau ongkirnya."),
        ({"amount": "1000", "reason": ""}, "Tulis alasannya: pembeli akan membacanya."),
    ],
)
def test_a_refusal_says_what_to_do_keeps_what_was_typed_and_changes_nothing(
    order: Order, seller: PageClient, typed: dict[str, str], sentence: str
) -> None:
    line = line_of(order)
    names = {"amount": f"amount_{line}", "pieces": f"pieces_{line}"}
    seller.get(page_of(order))
    before = books()
    answer = seller.send(
        page_of(order),
        **{"reason": REASON, "seen": "0", **{names.get(name, name): value for name, value in typed.items()}},
    )
    assert answer.status_code == 200
    assert sentence in answer.text
    assert all(
        f'value="{value}"' in answer.text for name, value in typed.items() if name != "reason" and value
    )
    assert typed.get("reason", REASON) in answer.text
    assert books() == before


def test_the_same_page_sent_twice_gives_once(order: Order, seller: PageClient) -> None:
    wishes = {f"amount_{line_of(order)}": "20.000", "reason": REASON, "seen": "0"}
    seller.send(page_of(order), **wishes)
    before = books()
    again = seller.send(page_of(order), **wishes)
    assert "Baru saja ada uang yang dikembalikan dari bagian ini." in again.text
    assert "20.000" in again.text
    assert books() == before
    assert seller.send(page_of(order), **{**wishes, "seen": "20000"}).status_code == 303


@pytest.mark.parametrize("seen", ["", "x", "²", "9" * 30])
def test_a_page_that_says_nothing_sensible_about_what_it_showed_gives_nothing(
    order: Order, seller: PageClient, seen: str
) -> None:
    before = books()
    answer = seller.send(page_of(order), fee="1.000", reason=REASON, seen=seen)
    assert "Baru saja ada uang yang dikembalikan" in answer.text
    assert books() == before


def test_a_strangers_part_is_not_there(order: Order, signed_in: Any) -> None:
    assert signed_in(world.OTHER_SELLER).get(page_of(order)).status_code == 404


# -- who mediates -----------------------------------------------------------------------------------------


def desk_page(order: Order, who: str) -> str:
    part = parcels_of(order)[0].id
    return {
        world.OFFICER: f"/dinas/pesanan/bagian/{part}/uang-kembali",
        world.ADMIN: f"/admin/uang/bagian/{part}/uang-kembali",
    }[who]


@pytest.mark.parametrize("who", [world.OFFICER, world.ADMIN])
def test_who_mediates_gives_back_what_was_complained_about(order: Order, signed_in: Any, who: str) -> None:
    a_complaint(order)
    browser = signed_in(who)
    before = len(letters())
    answer = browser.send(
        desk_page(order, who), **{f"amount_{line_of(order)}": "15.000", "reason": REASON, "seen": "0"}
    )
    assert answer.status_code == 303
    assert rows("SELECT kind, goods FROM adjustments") == [(AdjustmentKind.GOODWILL, 15_000)]
    told = letters()[before:]
    assert told == [
        f"Rp15.000 dari pesanan {order.number} dikembalikan",
        f"Rp15.000 dari pesanan {order.number} dikembalikan ke pembeli",
    ]
    (said,) = [one.sentence for one in queries.changes_of(order.id) if "Penengah" in one.sentence]
    assert said == f"Penengah mengembalikan Rp15.000 dari bagian Rumah Perca: {REASON}"
    assert differences() == {}


@pytest.mark.parametrize("who", [world.OFFICER, world.ADMIN])
def test_without_a_complaint_the_page_only_shows(order: Order, signed_in: Any, who: str) -> None:
    browser = signed_in(who)
    shown = browser.get(desk_page(order, who)).text
    assert "Bagian ini tidak dikeluhkan." in shown and "Kenapa dikembalikan?" not in shown


def test_an_officer_of_elsewhere_sees_nothing(order: Order, signed_in: Any) -> None:
    a_complaint(order)
    browser = signed_in(world.OTHER_OFFICER)
    assert browser.get(desk_page(order, world.OFFICER)).status_code == 404


def test_money_that_had_not_come_yet_is_lessened_and_not_asked_back(order: Order) -> None:
    """The refund is of the payment that paid the part; nothing beyond what it holds can be asked."""
    with pytest.raises(ValueError, match="beyond what is left"):
        refunding.ask(refunding.queries.paying(parcels_of(order)[0]), None, 102_001, REASON)  # type: ignore[arg-type]
