"""Every maker's part of a request is told in one plain line with its days, and says what the officer has to do about it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.zones import WIB
from app.gifts.models import GiftRequest
from app.gifts.queries import progress
from app.gifts.queries.progress import MakersShare
from app.gifts.rules import telling
from app.gifts.rules.telling import AtPost, Claim, LaterDay, Part
from app.orders.models import Consolidation
from app.orders.rules import hub as rules
from app.orders.rules.complaint import TURN, ComplaintKind, Outcome, Proposal
from app.orders.rules.hub import HubState
from app.orders.rules.life import ParcelState
from app.orders.service import complaints, delaying, late, parcels
from app.orders.service import hub as service
from app.orders.service.complaints import Claim as Told
from tests.support import gifts, handover, hub, world
from tests.support.counting import statements
from tests.support.gift_orders import accepted, orders_of, parcel_of

MONDAY = datetime(2026, 12, 7, 10, 0, tzinfo=WIB)
NEEDED = date(2026, 12, 18)


def a_part(state: ParcelState, **facts: Any) -> Part:
    days = {"promised_on": date(2026, 12, 9), "ready_on": date(2026, 12, 9), "arrives_on": date(2026, 12, 11)}
    return Part(state=state, region="36.71", needed_on=NEEDED, **{**days, **facts})


def at_post(state: HubState = HubState.GATHERING, **facts: Any) -> AtPost:
    return AtPost("Posko Melati", state, date(2026, 12, 9), date(2026, 12, 10), **facts)


S = ParcelState
LINES = {
    "held": (a_part(S.WAITING), "Siap Rab, 9 Des, sampai Jum, 11 Des."),
    "asked": (
        a_part(S.TO_ANSWER, answer_by=MONDAY),
        "Sudah diminta, dijawab paling lambat Sen, 7 Des 10.00 WIB. Siap Rab, 9 Des, sampai Jum, 11 Des.",
    ),
    "being made": (
        a_part(S.ACCEPTED, answered_at=MONDAY),
        "Disanggupi Sen, 7 Des. Siap Rab, 9 Des, sampai Jum, 11 Des.",
    ),
    "on a later day": (
        a_part(S.ACCEPTED, answered_at=MONDAY, promised_on=date(2026, 12, 8)),
        "Disanggupi Sen, 7 Des. Siap Rab, 9 Des (tadinya Sel, 8 Des), sampai Jum, 11 Des.",
    ),
    "made for the post": (
        a_part(S.ACCEPTED, answered_at=MONDAY, post=at_post()),
        "Disanggupi Sen, 7 Des. Siap Rab, 9 Des, diantar ke Posko Melati paling lambat Rab, 9 Des.",
    ),
    "packed": (
        a_part(S.PACKED, packed_at=MONDAY),
        "Dikemas Sen, 7 Des. Dikirim paling lambat Rab, 9 Des, sampai Jum, 11 Des.",
    ),
    "packed to be carried": (
        a_part(S.PACKED, packed_at=MONDAY, way="own"),
        "Dikemas Sen, 7 Des. Diantar paling lambat Rab, 9 Des, sampai Jum, 11 Des.",
    ),
    "packed for the post": (
        a_part(S.PACKED, packed_at=MONDAY, post=at_post()),
        "Dikemas Sen, 7 Des. Diantar ke Posko Melati paling lambat Rab, 9 Des.",
    ),
    "brought to the post": (
        a_part(S.PACKED, packed_at=MONDAY, brought_at=MONDAY, post=at_post()),
        "Kata pembuatnya sudah diantar ke Posko Melati Sen, 7 Des. Menunggu diperiksa posko.",
    ),
    "at the post": (
        a_part(S.AT_POST, post=at_post()),
        "Sudah diperiksa di Posko Melati. Menunggu bagian lain, bisa diambil sekitar Kam, 10 Des.",
    ),
    "all at the post": (
        a_part(S.AT_POST, post=at_post(HubState.COMPLETE)),
        "Sudah diperiksa di Posko Melati bersama semua bagian lain. Sedang dikemas, bisa diambil Kam, 10 Des.",
    ),
    "packed at the post": (
        a_part(S.AT_POST, post=at_post(HubState.READY)),
        "Sudah diperiksa di Posko Melati dan sudah dikemas bersama bagian lain.",
    ),
    "sent": (
        a_part(S.SENT, sent_at=MONDAY, courier="JNE", tracking="JNE123"),
        "Dikirim Sen, 7 Des lewat JNE, resi JNE123. Diperkirakan sampai Jum, 11 Des.",
    ),
    "carried": (
        a_part(S.SENT, sent_at=MONDAY, way="own", courier="Diantar sendiri"),
        "Diantar pembuatnya Sen, 7 Des. Diperkirakan sampai Jum, 11 Des.",
    ),
    "there": (a_part(S.RECEIVED, received_at=MONDAY), "Diterima Sen, 7 Des."),
    "counted as there": (
        a_part(S.RECEIVED, received_at=MONDAY, assumed=True),
        "Dianggap diterima Sen, 7 Des, karena belum ada kabar dari instansi.",
    ),
    "fetched": (
        a_part(S.RECEIVED, received_at=MONDAY, post=at_post(HubState.RECEIVED)),
        "Diambil di Posko Melati Sen, 7 Des.",
    ),
    "declined": (a_part(S.DECLINED, answered_at=MONDAY, why="Sakit."), "Tidak jadi Sen, 7 Des. Sakit."),
    "lapsed": (a_part(S.DECLINED), "Tidak jadi."),
    "cancelled": (a_part(S.CANCELLED), "Dibatalkan."),
}


@pytest.mark.parametrize("case", LINES)
def test_a_part_is_told_in_one_line_with_its_days(case: str) -> None:
    part, sentence = LINES[case]
    assert telling.line(part) == sentence


moments = st.none() | st.just(MONDAY)


@settings(deadline=None, max_examples=200)
@given(
    st.builds(
        a_part,
        st.sampled_from(ParcelState),
        answer_by=moments,
        answered_at=moments,
        brought_at=moments,
        packed_at=moments,
        sent_at=moments,
        received_at=moments,
        assumed=st.booleans(),
        way=st.sampled_from(["", "own", "posko"]),
        courier=st.sampled_from(["", "JNE"]),
        tracking=st.sampled_from(["", "J1"]),
        post=st.none() | st.sampled_from([at_post(state, answer_by=MONDAY) for state in HubState]),
        asks=st.none() | st.just(LaterDay(NEEDED, NEEDED, MONDAY)),
        claims=st.lists(
            st.sampled_from([Claim(ComplaintKind.LATE, state, MONDAY) for state in TURN]), max_size=2
        ),
    )
)
def test_whatever_is_known_makes_whole_sentences_without_holes(part: Part) -> None:
    told = [telling.line(part), *telling.calls(part, MONDAY.date()), *telling.waited_for(part)]
    if part.state is ParcelState.AT_POST and part.post is None:
        told = told[1:]
    for one in told:
        assert one.endswith(".") and one[0].isupper()
        assert "None" not in one and "  " not in one and " ." not in one and " ," not in one


def share_of(request: GiftRequest) -> MakersShare:
    return progress.of(request).shares[0]


def test_a_later_day_calls_for_the_officer_and_stands_first(db: Any) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", per_day=10)
    request = gifts.agreed(one, two)
    assert [list(share.calls) for share in progress.of(request).shares] == [[], []]
    parcel = accepted(request, two)
    later = date(2026, 12, 22)
    delaying.ask(gifts.maker_of(two), parcel.id, later, "Hujan.")
    first = share_of(request)
    assert first.parcel.seller_name == "Gerai Dua"
    [call] = first.calls
    assert call.startswith("Minta waktu: siap Sel, 22 Des, sampai ")
    assert "padahal diperlukan Sab, 19 Des. Jawab sebelum" in call
    delaying.agree(orders_of(request)[0].number, parcel.id, gifts.staff(), None)
    told = next(share for share in progress.of(request).shares if share.parcel.id == parcel.id)
    assert (list(told.calls), "Siap Sel, 22 Des (tadinya " in told.line) == ([], True)


def test_what_was_sent_and_should_be_there_is_to_be_ticked_off(db: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    before = share_of(request)
    assert before.line.startswith("Dikirim Min, 22 Nov lewat JNE, resi JNE123. Diperkirakan sampai ")
    assert before.calls == []
    with clock.at(datetime.combine(before.parcel.arrives_on + timedelta(days=1), MONDAY.timetz())):
        after = share_of(request)
        assert after.calls == ["Kalau sudah sampai, tandai diterima."]
        assert after.late.startswith("Seharusnya sampai ")
        told = Told(
            ComplaintKind.LATE,
            Proposal(Outcome.RESEND),
            {after.lines[0][0].id: 20},
            "Belum ada kabar.",
            [],
        )
        complaints.open_complaint(after.order.number, after.parcel.id, gifts.staff(), None, told)
        lost = share_of(request)
        assert lost.calls == []
        assert lost.waits[0].startswith("Ada keluhan: terlambat. Menunggu jawaban pembuatnya sampai ")


def test_parts_at_a_post_are_told_until_they_are_fetched(db: Any) -> None:
    goods = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(*goods, post_id=hub.a_post().id)
    whole: Consolidation = hub.whole_of(orders_of(request)[0])
    name = whole.post_name
    hub.accept_all(whole)
    assert f"diantar ke {name} paling lambat " in share_of(request).line
    first, second = hub.parts_of(whole)
    service.say_brought(hub.maker_of(first), first.id)
    lines = {one.parcel.id: one.line for one in progress.of(request).shares}
    assert lines[first.id].startswith(f"Kata pembuatnya sudah diantar ke {name} ")
    assert hub.check_in(whole, first)
    lines = {one.parcel.id: one.line for one in progress.of(request).shares}
    assert lines[first.id].startswith(f"Sudah diperiksa di {name}. Menunggu bagian lain")
    with clock.at(rules.due_at(whole.bring_by, orders_of(request)[0].village_code)):
        assert late.watch() == 1
        asked = share_of(request)
    assert (asked.parcel.id, len(asked.calls)) == (second.id, 1)
    assert asked.calls[0].startswith(f"Belum sampai di {name}. Pilih mau bagaimana sebelum ")
    hub.check_in(whole, second)
    service.pack(hub.keeper(), whole.id, 20_000)
    ready = share_of(request)
    assert ready.calls == [f"Siap diambil di {name}. Kode ambilnya ada di pesanannya."]
    service.hand_over(hub.keeper(), whole.id, hub.whole_of(orders_of(request)[0]).handover_code or "")
    assert {one.line for one in progress.of(request).shares} == {f"Diambil di {name} Min, 22 Nov."}


def test_a_declined_part_says_why_and_of_one_given_in_part_what_is_left(db: Any) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(one, two)
    parcels.decline(gifts.maker_of(one), parcel_of(request, one).id, "Sakit.")
    found = progress.of(request)
    assert (found.shares[-1].line, found.coming, found.there) == ("Tidak jadi Min, 22 Nov. Sakit.", 1, 0)


def test_the_page_says_where_each_part_is_and_leads_to_it(db: Any, signed_in: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    page = signed_in(world.OFFICER).get(f"/dinas/cinderamata/{request.id}").text
    parcel = handover.parts_by_maker(request)["Gerai Satu"].parcel
    assert "Dikirim Min, 22 Nov lewat JNE, resi JNE123." in page
    assert "0 dari 1 bagian sudah ada." in page
    assert f"#bagian-{parcel.id}" in page


def test_how_far_parts_are_costs_the_same_for_two_makers_as_for_five(db: Any) -> None:
    counts = []
    for names in (("Satu", "Dua"), ("A", "B", "C", "D", "E")):
        made = [gifts.an_official_maker(name, stock=20) for name in names]
        request = gifts.agreed(*made)
        progress.of(request)
        with statements() as seen:
            assert len(progress.of(request).shares) == len(names)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
