"""Head, staff and makers of a gift request are told what they need, once, and nothing that is not so."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.base import clock
from app.curation.service import gifting
from app.db.session import session, unit_of_work
from app.gifts.service import deciding, reminding, submitting, substituting
from app.notices.models import Notice
from app.orders.service import answering, delaying, parcels
from tests.support import gifts, world
from tests.support.gift_orders import accepted, need_of, orders_of, parcel_of
from tests.support.post import Post

HEAD, STAFF = "Bu Kepala", "Ratna Petugas"


@pytest.fixture(autouse=True)
def head(db, post: Post) -> None:
    gifts.the_head()
    post.letters()


def body_of(subject: str) -> str:
    """Of the newest letter with it."""
    query = sa.select(Notice.body).where(Notice.subject == subject).order_by(Notice.id.desc()).limit(1)
    return session().scalars(query).one()


def link_of(subject: str) -> str | None:
    return session().scalar(sa.select(Notice.link).where(Notice.subject == subject).limit(1))


def of_office(post: Post) -> list[tuple[str, str]]:
    return [one for one in post.letters() if one[0] in (HEAD, STAFF)]


def test_the_head_is_asked_once_and_again_a_day_before_the_hold_ends(post) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    post.letters()
    gifts.submitted(request)
    asked = "Menunggu persetujuan Anda: Rapat Kerja Daerah"
    assert post.letters() == [(HEAD, asked)]
    assert link_of(asked) == f"/dinas/cinderamata/{request.id}"
    assert "diserahkan Senin, 21 Desember. Jumlahnya Rp" in body_of(asked)
    assert "kami pegang sampai Rab, 25 Nov 10.00 WIB" in body_of(asked)
    reminding.remind(clock.now())
    assert post.letters() == []
    with clock.at(clock.now() + timedelta(hours=50)):
        reminding.remind(clock.now())
        reminding.remind(clock.now())
    assert post.letters() == [(HEAD, "Tinggal sehari: Rapat Kerja Daerah")]


def test_staff_hears_that_it_was_agreed_sent_back_or_lapsed(post) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    gifts.submitted(request)
    deciding.send_back(gifts.the_head(), request.id, "Tambah kotaknya.")
    assert of_office(post)[-1] == (STAFF, "Dikembalikan: Rapat Kerja Daerah")
    assert "“Tambah kotaknya.”" in body_of("Dikembalikan: Rapat Kerja Daerah")
    order = gifts.submitted(request)
    with clock.at(clock.now() + gifts.HOLD + timedelta(minutes=1)):
        assert parcels.expire(order.id)
    assert of_office(post) == [
        (HEAD, "Menunggu persetujuan Anda: Rapat Kerja Daerah"),
        (STAFF, "Dilepas: Rapat Kerja Daerah"),
    ]
    gifts.submitted(request)
    deciding.agree(gifts.the_head(), request.id)
    assert of_office(post)[-1] == (STAFF, "Disetujui: Rapat Kerja Daerah")
    assert "kami tanya: Gerai Satu." in body_of("Disetujui: Rapat Kerja Daerah")


def test_what_staff_takes_back_itself_is_no_news_to_it(post) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    gifts.submitted(request)
    post.letters()
    submitting.take_back(gifts.staff(), request.id)
    assert post.letters() == []


def test_a_maker_is_told_what_it_is_for_and_why_its_day_matters(post) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(product)
    (order,) = [gifts.submitted(request)]
    post.letters()
    deciding.agree(gifts.the_head(), request.id)
    (letter,) = [one for one in post.letters() if one[0] == "Ibu Satu"]
    assert letter[1].startswith(f"Pesanan instansi {order.number}, siap ")
    told = body_of(letter[1])
    assert told.startswith(
        "Dari Dinas Uji, untuk Rapat Kerja Daerah, diserahkan Senin, 21 Desember.\n• 20 × Keset Satu\n"
    )
    assert "harus ada paling lambat Sabtu, 19 Desember" in told
    assert "dibayar lewat tagihan instansi" in told.lower()


def test_a_maker_who_drops_out_is_told_to_staff_with_the_last_day_for_a_substitute(post) -> None:
    first, second = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", per_day=4)
    request = gifts.agreed(first)
    post.letters()
    parcels.decline(gifts.maker_of(first), parcel_of(request, first).id, "Sakit.")
    assert post.letters() == [(STAFF, "Gerai Satu tidak bisa: Rapat Kerja Daerah")]
    told = body_of("Gerai Satu tidak bisa: Rapat Kerja Daerah")
    assert told.startswith(
        "Untuk Rapat Kerja Daerah, Gerai Satu tidak bisa membawa:\n• 20 × Keset Satu\nSakit.\n"
    )
    assert "Pilih penggantinya paling lambat " in told and "Rp" not in told
    order = substituting.substitute(
        gifts.staff(), request.id, {need_of(request): {world.variant_of(second).id: 20}}
    )
    assert [one[0] for one in post.letters()] == [HEAD, "Ibu Dua"]
    assert "Gerai Dua, Rp" in body_of("Ada pembuat pengganti: Rapat Kerja Daerah")
    with clock.at(clock.now() + timedelta(days=3)):
        assert answering.lapse(parcel_of(request, second).id)
    assert post.letters() == [
        ("Ibu Dua", f"Pesanan {order.number} terlepas karena belum dijawab"),
        (STAFF, "Gerai Dua tidak bisa: Rapat Kerja Daerah"),
    ]
    assert "uang" not in body_of(f"Pesanan {order.number} terlepas karena belum dijawab")


def test_less_than_asked_is_told_like_a_gap(post) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.agreed(product)
    parcel = parcel_of(request, product)
    (row,) = parcels.queries.lines_of([parcel.id])[parcel.id]
    post.letters()
    answering.answer(gifts.maker_of(product), parcel.id, {row.line.id: 15}, "Kain kurang.")
    assert post.letters() == [(STAFF, "Gerai Satu tidak bisa: Rapat Kerja Daerah")]
    assert "• 5 × Keset Satu\nKain kurang.\nBelum semuanya" in body_of(
        "Gerai Satu tidak bisa: Rapat Kerja Daerah"
    )


def test_a_later_day_is_asked_with_the_day_of_need_in_view(post) -> None:
    product = gifts.an_official_maker("Satu", per_day=4)
    request = gifts.agreed(product, handover_on=date(2026, 12, 7))
    parcel = accepted(request, product)
    (order,) = orders_of(request)
    post.letters()
    delaying.ask(gifts.maker_of(product), parcel.id, date(2026, 12, 9), "Hujan.")
    subject = f"Gerai Satu minta waktu lebih untuk pesanan {order.number}"
    assert post.letters() == [(STAFF, subject)]
    assert "Padahal diperlukan paling lambat Sabtu, 5 Desember." in body_of(subject)
    assert "uang" not in body_of(subject)


def test_a_good_that_is_no_longer_official_is_told_while_held_and_while_under_way(post) -> None:
    product, other = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    held = gifts.drafted(product)
    gifts.submitted(held)
    gifts.agreed(other)
    post.letters()
    for one in (product, other):
        with unit_of_work():
            assert gifting.end(one.id, "Suratnya lewat.", None)
    subject = "Bukan oleh-oleh resmi lagi: Keset "
    assert of_office(post) == [
        (HEAD, f"{subject}Satu"),
        (STAFF, f"{subject}Dua"),
        (STAFF, f"{subject}Satu"),
    ]
    assert "belum bisa disetujui" in body_of(f"{subject}Satu")
    assert "Pesanannya tetap berjalan" in body_of(f"{subject}Dua")


def test_what_is_not_there_two_working_days_before_is_told_once(post) -> None:
    product, gone = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(product, gone)
    accepted(request, product)
    parcels.decline(gifts.maker_of(gone), parcel_of(request, gone).id, "Sakit.")
    post.letters()
    with clock.at(world.SUNDAY.replace(month=12, day=16)):
        reminding.remind(clock.now())
        assert post.letters() == []
    with clock.at(world.SUNDAY.replace(month=12, day=17)):
        reminding.remind(clock.now())
        reminding.remind(clock.now())
    assert post.letters() == [(STAFF, "Belum lengkap: Rapat Kerja Daerah")]
    told = body_of("Belum lengkap: Rapat Kerja Daerah")
    assert "• Gerai Satu: sedang disiapkan\n• Belum ada pembuatnya: 20 buah, perlu pengganti\n" in told


def test_staff_hears_when_the_last_part_has_come(post) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(one, two)
    (order,) = orders_of(request)
    for product in (one, two):
        parcel = accepted(request, product)
        parcels.pack(gifts.maker_of(product), parcel.id)
        parcels.send(gifts.maker_of(product), parcel.id, courier="JNE", tracking="42")
    post.letters()
    parcels.receive(order.number, parcel_of(request, one).id, gifts.staff(), None)
    assert of_office(post) == []
    parcels.receive(order.number, parcel_of(request, two).id, gifts.staff(), None)
    assert of_office(post) == [(STAFF, "Sudah lengkap: Rapat Kerja Daerah")]
