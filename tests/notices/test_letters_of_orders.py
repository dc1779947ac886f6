"""Who is told what of an order: the right reader, once, by mail where she has an address, and no word too many."""

import re
from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.orders.models import Order, Parcel
from app.orders.service import parcels
from app.payments.service import settling
from tests.support import jobs, market, orders, world
from tests.support.mailbox import Mailbox, text_of
from tests.support.pages import PageClient
from tests.support.post import Post, newest

SARI, YATI = ("Sari Pembeli", "sari@contoh.id"), ("Yati Penjual", "yati@contoh.id")
GUEST = "dewi@contoh.id"


def told(post: Post, *expected: tuple[tuple[str, str], str]) -> None:
    """Exactly these were told, in the inbox and by mail."""
    assert post.letters() == sorted((name, subject) for (name, _), subject in expected)
    assert [mail for mail in post.mails() if "kembali" not in mail[1]] == sorted(
        (address, subject) for (_, address), subject in expected
    )


def the_parcel(order: Order) -> Parcel:
    (parcel,) = orders.parcels_of(order)
    return parcel


def sent(order: Order) -> Parcel:
    seller, parcel = world.actor(world.SELLER), the_parcel(order)
    parcels.accept(seller, parcel.id)
    parcels.pack(seller, parcel.id)
    parcels.send(seller, parcel.id, courier="JNE", tracking="JNE42")
    return parcel


def test_an_order_that_was_placed_is_confirmed_to_its_buyer(post: Post, db: Any) -> None:
    order = orders.an_order()
    told(post, (SARI, f"Pesanan {order.number} menunggu dibayar"))
    letter = newest()
    assert letter.link == f"/pesanan/{order.number}"
    assert letter.body == (
        f"Terima kasih. Pesanan {order.number} sudah kami catat, jumlahnya Rp102.000.\n"
        "Barang dan jadwal pembuatnya kami pegang sampai Min, 22 Nov 11.00 WIB. Bayar sebelum itu, ya.\n"
        "Simpan surat ini: tautannya membuka pesanan Anda kapan saja."
    )


def test_payment_is_told_to_the_buyer_and_to_each_maker_once(post: Post, db: Any) -> None:
    order = orders.an_order(dict.fromkeys(market.five_things(), 1))
    post.letters()
    post.mails()
    orders.pay(order)
    settling.check(order)
    letters = dict(post.letters())
    assert sorted(letters) == ["Ibu Baru", "Orang Lain", "Sari Pembeli", "Yati Penjual"]
    assert letters["Sari Pembeli"] == f"Pembayaran pesanan {order.number} sudah kami terima"
    assert all(
        subject.startswith("Ada pesanan baru, siap sebelum ")
        for reader, subject in letters.items()
        if reader != "Sari Pembeli"
    )
    assert [address for address, _ in post.mails()] == ["sari@contoh.id", "yati@contoh.id"]


def test_her_letter_names_the_goods_and_nothing_of_the_buyer(post: Post, db: Any) -> None:
    order = orders.a_paid_order({world.goods().ready: 2, world.goods().made: 1})
    letter = newest()
    assert letter.link == f"/penjual/pesanan/{the_parcel(order).id}"
    assert letter.body == (
        f"Pesanan {order.number} sudah dibayar:\n• 2 × Keset Perca\n• 1 × Keset Kepang\n"
        "Tolong dijawab dulu: sanggup atau tidak. Janji kita ke pembeli: siap kirim Senin, 23 November."
    )
    for private in ("Sari", "1005", "Jl. Uji", "Babakan", "Rp"):
        assert private not in letter.subject + letter.body


def test_accepting_and_packing_are_told_to_nobody(post: Post, db: Any) -> None:
    parcel = the_parcel(orders.a_paid_order())
    post.letters()
    post.mails()
    parcels.accept(world.actor(world.SELLER), parcel.id)
    parcels.pack(world.actor(world.SELLER), parcel.id)
    told(post)


def test_what_was_sent_is_told_to_the_buyer_and_what_arrived_to_the_maker(post: Post, db: Any) -> None:
    order = orders.a_paid_order()
    post.letters()
    post.mails()
    parcel = sent(order)
    told(post, (SARI, "Kiriman dari Rumah Perca sudah berangkat"))
    assert "dikirim lewat JNE, nomor resi JNE42. Sampai sekitar" in newest().body
    parcels.receive(order.number, parcel.id, world.actor(world.BUYER), None)
    told(post, (YATI, f"Pesanan {order.number} sudah diterima pembeli"))


def test_handed_over_at_the_door_there_is_no_tracking_number(post: Post, db: Any) -> None:
    parcel = the_parcel(orders.a_paid_order())
    seller = world.actor(world.SELLER)
    parcels.accept(seller, parcel.id)
    parcels.pack(seller, parcel.id)
    parcels.send(seller, parcel.id, courier="Diambil sendiri", tracking="")
    assert "dikirim lewat Diambil sendiri. Sampai" in newest().body


def test_a_declined_order_tells_the_reason_then_that_the_money_went_back(post: Post, db: Any) -> None:
    order = orders.a_paid_order()
    post.letters()
    post.mails()
    parcels.decline(world.actor(world.SELLER), the_parcel(order).id, "Benangnya habis.")
    assert newest().body == (
        "Rumah Perca tidak bisa mengirim bagiannya: Benangnya habis.\n"
        "Rp102.000 kami kembalikan lewat cara Anda membayar."
    )
    told(post, (SARI, f"Satu bagian dari pesanan {order.number} tidak bisa dikirim"))
    assert post.letters() == [("Sari Pembeli", f"Uang dari pesanan {order.number} sudah dikembalikan")]
    assert "Rp102.000 sudah kami kembalikan." in newest().body


def test_only_while_others_send_their_parts_does_the_letter_say_so(post: Post, db: Any) -> None:
    order = orders.a_paid_order(dict.fromkeys(market.five_things()[1:3], 1))
    first, second = orders.parcels_of(order)
    parcels.decline(world.actor(world.SELLER), first.id, "Sakit.")
    assert newest().body.endswith("Bagian lain tetap dikirim.")
    parcels.decline(world.actor(world.OTHER_SELLER), second.id, "Sakit juga.")
    assert "Bagian lain" not in newest().body


def test_an_order_that_ran_out_of_time_is_told_once(post: Post, db: Any) -> None:
    order = orders.an_order()
    post.letters()
    post.mails()
    with clock.at(world.SUNDAY + timedelta(minutes=61)):
        assert parcels.expire(order.id) is True
        assert parcels.expire(order.id) is False
        told(post, (SARI, f"Pesanan {order.number} sudah dilepas"))


def test_who_takes_her_order_back_needs_no_letter(post: Post, db: Any) -> None:
    order = orders.an_order()
    post.letters()
    post.mails()
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    told(post)


# -- guests -----------------------------------------------------------------------------------


def test_a_guest_gets_a_link_by_mail_that_opens_her_order(
    post: Post, mailbox: Mailbox, client: PageClient, db: Any
) -> None:
    order = orders.an_order(buyer=None, email=GUEST)
    subject = f"Pesanan {order.number} menunggu dibayar"
    assert post.letters() == [(GUEST, subject)]
    assert newest().person_id is None
    assert post.mails() == [(GUEST, subject)]
    text = text_of(mailbox.mails()[-1])
    assert text.startswith("[MODE UJI] Ini percobaan: tidak ada uang dan tidak ada barang sungguhan.\n\n")
    found = re.search(r"^http://localhost(/pesanan/\S+\?kunci=\S+)$", text, re.MULTILINE)
    assert found
    assert order.number in client.get(found[1]).text
    assert client.get(found[1].partition("?")[0]).status_code == 404


def test_every_letter_to_a_guest_carries_her_key(post: Post, mailbox: Mailbox, db: Any) -> None:
    order = orders.a_paid_order(buyer=None, email=GUEST)
    parcel = sent(order)
    parcels.receive(order.number, parcel.id, None, str(newest().link).partition("kunci=")[2])
    jobs.do_all()
    mine = [text_of(mail) for mail in mailbox.mails() if mail["To"] == GUEST]
    assert len(mine) == 3
    assert len({re.search(r"kunci=(\S+)", text)[1] for text in mine}) == 1  # type: ignore[index]


def test_a_guest_without_an_address_gets_no_letter(post: Post, db: Any) -> None:
    order = orders.a_paid_order(buyer=None)
    assert post.letters() == [("Yati Penjual", newest().subject)]
    post.mails()
    sent(order)
    told(post)


@pytest.mark.parametrize("email", ["lain@contoh.id", None])
def test_a_member_reads_it_in_her_inbox_wherever_the_mail_goes(
    post: Post, db: Any, email: str | None
) -> None:
    order = orders.an_order(email=email)
    subject = f"Pesanan {order.number} menunggu dibayar"
    assert post.letters() == [("Sari Pembeli", subject)]
    assert post.mails() == [(email or "sari@contoh.id", subject)]
    assert newest().link == f"/pesanan/{order.number}"
