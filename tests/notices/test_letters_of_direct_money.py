"""Letters about goods that fall away say by whose hands the money comes back: ours, the maker's, or that none was paid."""

from typing import Any

import pytest

from app.delivery.rules.services import PICKUP
from app.notices.rules import to_buyers
from app.notices.rules.to_buyers import Back
from app.orders.service import answering, parcels
from app.payments.rules.ways import Way
from app.sellers import queries as sellers
from tests.support import world
from tests.support.answers import can
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.paying import takes
from tests.support.proofs import a_paid_payment, a_payment, order_of, owed
from tests.support.ties import rows

OURS = "lewat cara Anda membayar"
BY_MAKER = "Uangnya dikembalikan langsung oleh Rumah Perca. Buka halaman pesanan untuk menulis ke mana."


def body(words: str) -> str:
    ((found,),) = rows(f"SELECT body FROM notices WHERE subject LIKE '%{words}%'")  # noqa: S608 - words of this file
    return str(found)


def seller() -> Any:
    return world.actor(world.SELLER)


def test_what_a_maker_was_paid_for_she_gives_back_herself(db: Any) -> None:
    owed()
    said = body("tidak bisa dikirim")
    assert BY_MAKER in said and OURS not in said


def test_what_the_platform_collected_comes_back_as_it_was_paid(db: Any) -> None:
    (part,) = parcels_of(a_paid_order())
    parcels.decline(seller(), part.id, "Bahannya habis.")
    assert "Rp102.000 kami kembalikan lewat cara Anda membayar." in body("tidak bisa dikirim")


def test_of_what_was_to_be_paid_later_nothing_comes_back(db: Any) -> None:
    takes(world.SELLER, Way.CASH)
    payment = a_payment(an_order(wishes={sellers.owned(seller()).id: PICKUP}), Way.CASH)
    parcels.decline(seller(), payment.parcel_id or 0, "Bahannya habis.")
    said = body("tidak bisa dikirim")
    assert "Rp90.000 tidak perlu dibayar lagi." in said and "kembali" not in said


def test_a_part_of_it_goes_the_same_way(db: Any) -> None:
    payment = a_paid_payment()
    answering.answer(seller(), payment.parcel_id or 0, can(order_of(payment), 1), "Satu rusak.")
    assert f"{BY_MAKER} Sisanya dikirim sesuai tanggalnya." in body("menyanggupi sebagian")


def test_money_that_a_maker_has_twice_she_gives_back_too(db: Any) -> None:
    said = to_buyers.paid_twice("G-7K3M9QX", 102_000, maker="Rumah Perca").body
    assert said.startswith("Rp102.000 dari pembayaran yang kedua dikembalikan utuh oleh Rumah Perca.")
    late = to_buyers.paid_too_late("G-7K3M9QX", 102_000, "Barangnya habis.", maker="Rumah Perca").body
    assert "Rumah Perca mengembalikan Rp102.000 langsung ke Anda." in late and OURS not in late


@pytest.mark.parametrize("back", Back)
def test_what_is_given_back_while_the_goods_stay_says_so_too(back: Back) -> None:
    said = to_buyers.given_back("G-7K3M9QX", "Rumah Perca", 5_000, "Maaf.", by_desk=False, back=back).body
    assert (OURS in said) == (back is Back.BY_US)
    assert (BY_MAKER in said) == (back is Back.BY_MAKER)
    assert ("Rp5.000 tidak perlu dibayar lagi." in said) == (back is Back.UNPAID)
