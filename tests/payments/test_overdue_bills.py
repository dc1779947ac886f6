"""An agency is reminded before its bill is due, the day after, and weekly; the maker hears once that it is overdue."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import AgencyBill
from app.payments.rules import bills as rules
from app.payments.rules.minutes import Minutes
from app.payments.rules.ways import Way
from app.payments.service import billing, choosing, proving, reminding
from tests.support import world
from tests.support.books import books, journal, letters
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.paying import takes
from tests.support.ties import rows

PAPER = Minutes("BAST/07/XI/2026", date(2026, 11, 24))
BILLS = "/penjual/uang/tagihan"


def at(day: int, hour: int = 9) -> datetime:
    """Nine in the morning, Jakarta's time, so many days after the last one in time."""
    return datetime(2026, 12, 24, hour - 7, tzinfo=UTC) + timedelta(days=day)


def billed(buyer: str = world.OFFICER) -> tuple[Order, int]:
    """Both sides have noted the same minutes: the bill is due on 24 December."""
    takes(world.SELLER, Way.INVOICE)
    order = an_order(buyer=buyer)
    (parcel,) = parcels_of(order)
    officer, maker = world.actor(buyer), world.actor(world.SELLER)
    choosing.order_on_account(order, parcel.id, officer, signer="Bu Kabid", post="Kepala Bidang")
    parcels.accept(maker, parcel.id)
    parcels.pack(maker, parcel.id)
    parcels.send(maker, parcel.id, courier="JNE", tracking="CONTOH1")
    with clock.at(world.SUNDAY + timedelta(days=3)):
        billing.note_as_buyer(order, parcel.id, officer, PAPER)
        billing.note_as_seller(maker, parcel.id, PAPER)
    return order, parcel.id


def run(day: int, hour: int = 9) -> list[str]:
    """Subjects of what is written on that day."""
    before = len(letters())
    with clock.at(at(day, hour)):
        reminding.remind(clock.now())
        reminding.remind(clock.now())
    return letters()[before:]


def test_the_agency_is_reminded_on_six_days_and_the_maker_told_once(db: Any) -> None:
    order, _ = billed()
    soon = f"Tagihan pesanan {order.number} jatuh tempo Kamis, 24 Desember"
    late, hers = (
        f"Tagihan pesanan {order.number} lewat jatuh tempo",
        f"Tagihan pesanan {order.number} belum dibayar",
    )
    told = {day: said for day in range(-10, 61) if (said := run(day))}
    assert told == {-3: [soon], 1: [late, hers], 8: [late], 15: [late], 22: [late], 29: [late]}
    ((payment_id, reminders),) = rows("SELECT payment_id, reminders FROM agency_bills")
    assert reminders == 6
    assert journal("payment", payment_id).count("agency reminded of bill") == 6


def test_nobody_is_written_to_before_eight_in_the_morning(db: Any) -> None:
    billed()
    assert run(-3, hour=7) == []
    assert len(run(-3, hour=8)) == 1


def test_days_that_were_missed_are_not_made_up_for(db: Any) -> None:
    order, _ = billed()
    assert run(20) == [
        f"Tagihan pesanan {order.number} lewat jatuh tempo",
        f"Tagihan pesanan {order.number} belum dibayar",
    ]
    assert run(21) == []
    assert run(22) == [f"Tagihan pesanan {order.number} lewat jatuh tempo"]


def test_a_bill_that_is_paid_reminds_nobody(db: Any) -> None:
    billed()
    ((payment_id, due),) = rows("SELECT id, due FROM payments")
    with clock.at(at(0)):
        proving.confirm(world.actor(world.SELLER), payment_id, due)
    before = books()
    assert [run(day) for day in (-3, 1, 8)] == [[], [], []]
    assert books() == before


def test_without_a_day_nobody_is_reminded(db: Any) -> None:
    takes(world.SELLER, Way.INVOICE)
    order = an_order(buyer=world.OFFICER)
    (parcel,) = parcels_of(order)
    choosing.order_on_account(order, parcel.id, world.actor(world.OFFICER), signer="Bu", post="Kabid")
    assert run(100) == []
    assert db.query(AgencyBill).one().reminders == 0


def test_the_maker_sees_it_on_her_list_and_on_its_page(db: Any, signed_in: Any) -> None:
    _, part = billed()
    maker: PageClient = signed_in(world.SELLER)
    with clock.at(at(0)):
        assert "Menunggu dibayar" in maker.get(BILLS).text
        assert "Lewat" not in maker.get(f"{BILLS}/{part}").text
    with clock.at(at(12)):
        assert "Lewat 12 hari" in maker.get(BILLS).text
        assert "Lewat 12 hari dari jatuh tempo." in maker.get(f"{BILLS}/{part}").text


def test_officers_of_her_region_see_it(db: Any, signed_in: Any) -> None:
    order, _ = billed(buyer=world.OTHER_OFFICER)
    officer, far = signed_in(world.OFFICER), signed_in(world.OTHER_OFFICER)
    with clock.at(at(0)):
        assert "Tidak ada yang menunggu" in officer.get("/dinas/uang").text
    with clock.at(at(5)):
        page = officer.get("/dinas/uang").text
        assert "Tidak ada yang menunggu" in far.get("/dinas/uang").text
    assert "Tagihan instansi lewat jatuh tempo" in page
    assert f"{order.number}, jatuh tempo Kam, 24 Des, lewat 5 hari" in page
    with clock.at(at(5)):
        assert officer.get(f"/dinas/pesanan/{order.number}").status_code == 200


def test_an_officer_does_not_watch_over_what_she_has_ordered_herself(db: Any, signed_in: Any) -> None:
    billed()
    with clock.at(at(12)):
        assert "Tidak ada yang menunggu" in signed_in(world.OFFICER).get("/dinas/uang").text


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-60, 120))
def test_days_of_reminding_only_grow_and_begin_three_before(due: date, day: int) -> None:
    now, then = (rules.reminders_by(due, due + timedelta(days=one)) for one in (day, day + 1))
    assert 0 <= now <= then <= now + 1 <= 7
    assert (now == 0) == (day < -3)
    assert (now == 6) == (day >= 29)
    assert rules.days_over(due, due + timedelta(days=day)) == max(day, 0)
