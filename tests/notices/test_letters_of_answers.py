"""Who is told what while an order is answered, put off, taken back or fetched: the right reader, once, in kind words."""

from datetime import timedelta
from typing import Any

from app.base import clock
from app.orders.service import answering, cancelling, delaying, parcels
from tests.notices.test_letters_of_orders import SARI, YATI, the_parcel, told
from tests.support import market, orders, world
from tests.support.answers import can, lapses, later, reach
from tests.support.post import Post, newest

MAKER, BUYER = world.SELLER, world.BUYER


def quiet(post: Post, order: Any) -> Any:
    """What was told so far is put aside."""
    post.letters()
    post.mails()
    return order


def test_part_of_it_is_told_to_the_buyer_with_what_is_missing_and_why(post: Post, db: Any) -> None:
    order = quiet(post, orders.a_paid_order({world.goods().ready: 3}))
    answering.answer(world.actor(MAKER), the_parcel(order).id, can(order, 1), "Bahannya habis.")
    letter = newest()
    assert letter.link == f"/pesanan/{order.number}"
    assert letter.body == (
        "Yang tidak bisa dibuat:\n• 2 × Keset Perca\nBahannya habis.\n"
        "Rp96.000 kami kembalikan lewat cara Anda membayar. Sisanya dikirim sesuai tanggalnya."
    )
    told(post, (SARI, f"Rumah Perca menyanggupi sebagian dari pesanan {order.number}"))
    assert post.letters() == [("Sari Pembeli", f"Uang dari pesanan {order.number} sudah dikembalikan")]


def test_what_was_never_answered_is_told_to_both(post: Post, db: Any) -> None:
    order = quiet(post, orders.a_paid_order())
    lapses(order)
    told(
        post,
        (SARI, f"Satu bagian dari pesanan {order.number} tidak dijawab pembuatnya"),
        (YATI, f"Pesanan {order.number} terlepas karena belum dijawab"),
    )


def test_only_while_others_send_theirs_the_letter_of_a_lapse_says_so(post: Post, db: Any) -> None:
    order = orders.a_paid_order(dict.fromkeys(market.five_things()[:3], 1))
    reach(order, "accepted")
    with clock.at(world.SUNDAY + timedelta(days=3)):
        answering.lapse_unanswered(clock.now())
    bodies = [body for (body,) in db.execute(orders.sa.text("SELECT body FROM notices ORDER BY id"))]
    assert any(body.endswith("Bagian lain tetap dikirim.") for body in bodies)


def test_a_reminder_names_the_goods_and_the_deadline(post: Post, db: Any) -> None:
    order = quiet(post, orders.a_paid_order({world.goods().made: 6}))
    with clock.at(world.SUNDAY + timedelta(hours=25)):
        answering.remind_unanswered(clock.now())
        letters = post.letters()
    assert letters == [
        ("Tini Kader", f"Yati Penjual belum menjawab pesanan {order.number}"),
        ("Yati Penjual", f"Pesanan {order.number} menunggu jawaban Ibu"),
    ]
    assert "Batasnya Sel, 24 Nov 10.00 WIB." in newest().body


def test_a_later_day_is_asked_of_the_buyer_and_her_answer_told_to_the_maker(post: Post, db: Any) -> None:
    order = orders.a_paid_order({world.goods().made: 4})
    reach(order, "accepted")
    quiet(post, order)
    buyer, parcel_id = world.actor(BUYER), the_parcel(order).id
    for answer, subject in (
        (delaying.refuse, f"Pembeli tidak bisa menunggu pesanan {order.number}"),
        (delaying.agree, f"Pembeli mau menunggu pesanan {order.number}"),
    ):
        later(order)
        assert newest().body == (
            "Alasannya: Benangnya datang terlambat.\n"
            "Tadinya sampai sekitar Kamis, 26 November, menjadi Jumat, 27 November.\n"
            "Tanggal tidak berubah tanpa persetujuan Anda. Jawab di halaman pesanan sebelum "
            "Sel, 24 Nov 07.00 WIB: menunggu, tetap tanggal lama, atau uang kembali."
        )
        told(post, (SARI, f"Rumah Perca minta waktu lebih untuk pesanan {order.number}"))
        answer(order.number, parcel_id, buyer, None)
        told(post, (YATI, subject))
    later(order)
    told(post, (SARI, f"Rumah Perca minta waktu lebih untuk pesanan {order.number}"))
    with clock.at(world.SUNDAY + timedelta(days=4)):
        delaying.close_unanswered(clock.now())
    told(post, (YATI, f"Pembeli belum menjawab soal pesanan {order.number}"))


def test_who_takes_back_needs_no_letter_but_the_maker_does(post: Post, db: Any) -> None:
    order = quiet(post, orders.a_paid_order())
    cancelling.cancel_all(order.number, world.actor(BUYER), None)
    told(post, (YATI, f"Pesanan {order.number} dibatalkan pembeli"))
    assert "Pembeli berubah pikiran" in newest_to_maker(db)


def newest_to_maker(db: Any) -> str:
    person = world.actor(MAKER).person_id
    return str(
        db.scalar(
            orders.sa.text("SELECT body FROM notices WHERE person_id = :id ORDER BY id DESC LIMIT 1"),
            {"id": person},
        )
    )


def test_what_waits_to_be_fetched_is_told_without_its_code(post: Post, db: Any) -> None:
    ready = world.goods().ready
    order = orders.a_paid_order({ready: 1}, wishes={market.seller_of(ready): "pickup"})
    parcel = the_parcel(order)
    parcels.accept(world.actor(MAKER), parcel.id)
    quiet(post, order)
    parcels.pack(world.actor(MAKER), parcel.id)
    assert str(parcel.handover_code) not in newest().body
    told(post, (SARI, f"Pesanan {order.number} siap diambil di Rumah Perca"))
