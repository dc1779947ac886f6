"""Every letter is a short plain text in Indonesian that says which thing it is about."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.notices.rules import (
    on_accounts,
    on_bills,
    on_complaints,
    on_donations,
    on_gifts,
    on_paying,
    on_proofs,
    to_admins,
    to_buyers,
    to_curators,
    to_keepers,
    to_officers,
    to_sellers,
)
from app.notices.rules.letter import Letter

LETTERS = {
    "order_placed": to_buyers.order_placed("G-1", 102_000, "Sen, 23 Nov 11.00 WIB"),
    "order_paid": to_buyers.order_paid("G-1", 102_000, [("Rumah Perca", "Senin"), ("Dapur", "Selasa")]),
    "order_paid_to_post": to_buyers.order_paid_to_post(
        "G-1", 102_000, "Posko PKK", "sampai sekitar Senin", [("Dapur", "Selasa")]
    ),
    "late_parts": to_buyers.late_parts("G-1", "Rumah Perca", "Posko PKK", "Sel, 24 Nov 15.00 WIB", "Rabu"),
    "part_follows": to_buyers.part_follows("G-1", "Rumah Perca", "Senin"),
    "part_without": to_buyers.part_without("G-1", "Rumah Perca", ["1 × Keset rusak"], 45_000),
    "whole_ready": to_buyers.whole_ready("G-1", "Posko PKK", "Jl. Uji No. 1", "Senin–Jumat", "7K3M9Q"),
    "not_ready_yet": to_buyers.not_ready_yet("G-1", "Posko PKK"),
    "whole_opened": to_keepers.whole_opened("G-1", "Rumah Perca", "Keripik kode B1 ditarik dari peredaran"),
    "exchange_at_post": to_sellers.exchange_at_post("G-1", "Keripik", "B1", "Posko PKK", "Jl. Uji No. 1"),
    "whole_sent": to_buyers.whole_sent("G-1", "Posko PKK", "JNE", "JNE42", "Senin"),
    "new_order_for_post": to_sellers.new_order_for_post(
        "G-1", [(2, "Keset")], "Posko PKK", "Jl. Uji No. 1", "Senin–Jumat", "Senin"
    ),
    "part_is_late": to_sellers.part_is_late("G-1", "Posko PKK", "Senin"),
    "buyer_waits": to_sellers.buyer_waits("G-1", "Posko PKK", "Senin"),
    "send_it_yourself": to_sellers.send_it_yourself("G-1", "Senin"),
    "part_was_dropped": to_sellers.part_was_dropped("G-1"),
    "post_found_short": to_sellers.post_found_short("G-1", "Posko PKK", ["1 × Keset rusak"]),
    "keeper_named": to_keepers.keeper_named("Posko G-1"),
    "order_expired": to_buyers.order_expired("G-1"),
    "parcel_declined": to_buyers.parcel_declined(
        "G-1", "Rumah Perca", "Sakit.", 90_000, others=True, sets=["Dua Rumah"]
    ),
    "parcel_short": to_buyers.parcel_short("G-1", "Rumah Perca", [(2, "Keset")], "Bahannya habis.", 90_000),
    "parcel_lapsed": to_buyers.parcel_lapsed("G-1", "Rumah Perca", 90_000, others=False),
    "delay_asked": to_buyers.delay_asked(
        "G-1", "Rumah Perca", "Hujan.", ("Senin", "Rabu"), "Min, 22 Nov 19.00 WIB"
    ),
    "ready_to_fetch": to_buyers.ready_to_fetch("G-1", "Rumah Perca"),
    "parcel_sent": to_buyers.parcel_sent("G-1", "Rumah Perca", "JNE", "JNE42", "Senin", None),
    "money_returned": to_buyers.money_returned("G-1", 90_000),
    "money_bounced": to_buyers.money_bounced("G-1", 90_000),
    "money_transferred": to_buyers.money_transferred("G-1", 90_000, "Selasa, 24 November"),
    "given_back": to_buyers.given_back("G-1", "Rumah Perca", 20_000, "Tepinya lepas.", by_desk=False),
    "given_back_by_desk": to_buyers.given_back("G-1", "Rumah Perca", 20_000, "Tepinya lepas.", by_desk=True),
    "given_back_for_her": to_buyers.given_back_for_her("G-1", 20_000, "Tepinya lepas."),
    "paid_too_late": to_buyers.paid_too_late(
        "G-1", 90_000, "Keset Perca sudah habis atau tidak dijual lagi."
    ),
    "other_amount": to_buyers.other_amount("G-1", 101_999, 102_000),
    "paid_twice": to_buyers.paid_twice("G-1", 90_000),
    "new_order": to_sellers.new_order("G-1", [(2, "Keset")], "Senin"),
    "please_answer": to_sellers.please_answer("G-1", [(2, "Keset")], "Min, 22 Nov 19.00 WIB"),
    "help_to_answer": to_sellers.help_to_answer("Yati", "G-1", "Min, 22 Nov 19.00 WIB"),
    "lapsed_for_seller": to_sellers.lapsed_for_seller("G-1"),
    "cancelled_by_buyer": to_sellers.cancelled_by_buyer("G-1", waited=True),
    "delay_agreed": to_sellers.delay_agreed("G-1", "Senin"),
    "delay_refused": to_sellers.delay_refused("G-1", "Senin"),
    "delay_unanswered": to_sellers.delay_unanswered("G-1", "Senin"),
    "parcel_received": to_sellers.parcel_received("G-1", "Rumah Perca"),
    "receipt_asked": to_buyers.receipt_asked("G-1", "Rumah Perca", "Sen, 7 Des 00.00 WIB"),
    "receipt_assumed": to_buyers.receipt_assumed("G-1", "Rumah Perca", "Sen, 14 Des 00.00 WIB"),
    "counted_as_received": to_sellers.counted_as_received("G-1", "Rumah Perca"),
    "bank_account_stated": to_sellers.bank_account_stated("BRI •••• 7890", "YATI G-1"),
    "bank_account_changed": to_sellers.bank_account_changed(
        "BRI •••• 7890", "YATI G-1", "Rab, 25 Nov 10.00 WIB"
    ),
    "payout_paid": to_sellers.payout_paid(90_000, "BRI •••• 7890", "G-1"),
    "payout_bounced": to_sellers.payout_bounced(90_000, "Rekening G-1 ditutup", to_mend=True),
    "recalled_sent": to_buyers.recalled_sent("G-1", "Keripik", 2, "B1", "Bau tengik.", 30_000),
    "recalled_dropped": to_buyers.recalled_dropped("G-1", "Keripik", 2, "B1", "Bau tengik.", 30_000),
    "recalled_before_paying": to_buyers.recalled_before_paying("G-1", "Keripik", "B1"),
    "batch_recalled": to_sellers.batch_recalled("Keripik G-1", "B1", "Bau tengik."),
    "pack_again": to_sellers.pack_again("G-1", "Keripik", "B1"),
    "resend_exchanged": to_sellers.resend_exchanged("G-1", "2 Keripik", "B1"),
    "complaint": on_complaints.complaint(
        "G-1", "open", "Pembeli mengeluh.", "Pecah.", "Jawab sebelum Senin."
    ),
    "complaint_due_soon": on_complaints.complaint_due_soon("G-1", "Jawab sebelum Senin."),
    "no_mediator": on_complaints.no_mediator("G-1", "Rumah Perca"),
    "submitted": to_sellers.submitted("Keset G-1", "2 hari"),
    "changes_asked": to_sellers.changes_asked("Keset G-1", "Hampir.", ["Foto"]),
    "approved": to_sellers.approved("Keset G-1", "", on_show=True),
    "declined": to_sellers.declined("Keset G-1", "Bukan."),
    "gift_approved": to_sellers.gift_approved(
        "Keset G-1", "1 Juni 2026", "1 Mei 2027", ["Diserahkan dalam kotak hadiah."]
    ),
    "gift_approved_unbilled": to_sellers.gift_approved("Keset G-1", "", "1 Mei 2027", [], unbilled=True),
    "gift_declined": to_sellers.gift_declined("Keset G-1", ["Tepinya masih lepas."]),
    "gift_ends_soon": to_sellers.gift_ends_soon("Keset G-1", "1 Mei 2027"),
    "gift_proposed": to_curators.gift_proposed("Keset G-1", "Rumah Perca"),
    "gift_to_renew": to_curators.gift_to_renew("Keset G-1", "1 Mei 2027"),
    "gift_ended": to_sellers.gift_ended("Keset G-1", "Berubah.", on_show=True),
    "paper_refused": to_sellers.paper_refused("Keset G-1", "P-IRT", "Buram."),
    "label_read": to_sellers.label_read("Keripik G-1"),
    "calendar_ends": to_officers.calendar_ends("31 Desember G-1"),
    "certificate_given": to_sellers.certificate_given("Payet G-1", "PLT-1"),
    "certificate_revoked": to_sellers.certificate_revoked("Payet G-1", "Keliru."),
    "link_handed_out": on_accounts.link_handed_out("Ratna G-1"),
    "password_changed": on_accounts.password_changed(),
    "part_paid": to_buyers.part_paid("G-1", "Rumah Perca", 102_000, "Senin, 30 November"),
    "part_released": to_buyers.part_released(
        "G-1", "Rumah Perca", "Bagian ini tidak dibayar sampai batasnya."
    ),
    "sticker_stated": on_paying.sticker_stated("G-1 PERCA", "ID1020012345678", replaced=True),
    "note_minutes": on_paying.note_minutes("G-1", "027/BAST/2026"),
    "bill_due": on_paying.bill_due("G-1", "Senin, 30 November"),
    "due_soon": on_bills.due_soon("G-1", "Rumah Perca", 102_000, "Kamis, 24 Desember"),
    "overdue": on_bills.overdue("G-1", "Rumah Perca", 102_000, "Kamis, 24 Desember"),
    "not_paid_yet": on_bills.not_paid_yet("G-1", "Dinas Uji", 102_000, "Kamis, 24 Desember"),
    "please_agree": on_gifts.please_agree(
        "Rakor G-1", "Ratna", "Senin, 21 Desember", 900_000, "Rab, 25 Nov 10.00 WIB"
    ),
    "still_to_agree": on_gifts.still_to_agree("Rakor G-1", "Rab, 25 Nov 10.00 WIB"),
    "substitute_asked": on_gifts.substitute_asked("Rakor G-1", ["Dapur", "Rumah Perca"], 450_000),
    "nobody_to_agree": on_gifts.nobody_to_agree("Rakor G-1"),
    "agreed": on_gifts.agreed("Rakor G-1", "Bu Kepala", ["Dapur", "Rumah Perca"]),
    "sent_back": on_gifts.sent_back("Rakor G-1", "Bu Kepala", "Tambah kotaknya."),
    "lapsed": on_gifts.lapsed("Rakor G-1"),
    "gifts_recalled": on_gifts.gifts_recalled(
        "Rakor G-1", "Keripik", 2, "B1", "Bau tengik.", 30_000, is_paid=False
    ),
    "recalled_before_agreed": on_gifts.recalled_before_agreed("Rakor G-1", "Keripik", "B1"),
    "dropped_out": on_gifts.dropped_out(
        "Rakor G-1", "Rumah Perca", [(20, "Keset")], "Sakit.", "Rabu, 9 Desember"
    ),
    "dropped_out_too_late": on_gifts.dropped_out("Rakor G-1", "Dapur", [(2, "Keset")], "Sakit.", None),
    "no_longer_official": on_gifts.no_longer_official("Rakor G-1", "Keset", "Dapur", is_agreed=True),
    "no_longer_official_held": on_gifts.no_longer_official("Rakor G-1", "Keset", "Dapur", is_agreed=False),
    "all_there": on_gifts.all_there("Rakor G-1", "Senin, 21 Desember", "Posko PKK"),
    "not_there_yet": on_gifts.not_there_yet(
        "Rakor G-1", "Sabtu, 19 Desember", [("Dapur", "sedang disiapkan")]
    ),
    "asked": on_donations.asked(
        "Dinas Uji", "Keripik G-1", 4, "Rakor", "Selasa, 1 Desember", 60_000, "Untuk tamu."
    ),
    "donation_agreed": on_donations.agreed("Rumah Perca", "Keripik G-1", 4, "Senang."),
    "donation_declined": on_donations.declined("Rumah Perca", "Keripik G-1", 4, ""),
    "withdrawn": on_donations.withdrawn("Dinas Uji", "Keripik G-1", 4),
    "recalled": on_donations.recalled(
        "Keripik G-1",
        4,
        "B1",
        "Rumah Perca",
        "Rakor",
        "Selasa, 1 Desember",
        "Tengik.",
        "Sen, 23 Nov 10.00 WIB",
    ),
    "recall_not_noted": on_donations.recall_not_noted("Keripik G-1", "B1", "Rakor", "Sen, 23 Nov 10.00 WIB"),
    "maker_asked": on_gifts.maker_asked(
        "G-1",
        "Dinas Uji",
        "Rakor, diserahkan Senin, 21 Desember",
        [(20, "Keset")],
        "Rabu",
        "Sabtu",
        steps_in=True,
    ),
    "money_to_look_at": to_admins.money_to_look_at(2, 0, 1),
    "proof_came": on_proofs.proof_came("G-1", "Sari", 102_137, "Sel, 24 Nov 15.00 WIB"),
    "proof_waits": on_proofs.proof_waits("G-1", 102_137, "Sel, 24 Nov 15.00 WIB"),
    "officer_reminds_of_proof": on_proofs.officer_reminds_of_proof("G-1", "Ratna", 102_137),
    "proof_sent_back": on_proofs.proof_sent_back(
        "G-1", "Rumah Perca", "Uangnya belum ada.", "Rab, 25 Nov 15.00 WIB"
    ),
    "difference_accepted": on_proofs.difference_accepted("G-1", "Rumah Perca", 102_137, 102_000, owed=0),
    "difference_digits": on_proofs.difference_accepted("G-1", "Rumah Perca", 102_137, 102_500, owed=0),
    "difference_more": on_proofs.difference_accepted("G-1", "Rumah Perca", 102_137, 152_137, owed=50_000),
    "help_asked": on_proofs.help_asked("G-1", "Rumah Perca", 102_137),
    "proof_overdue": on_proofs.proof_overdue("G-1", "Rumah Perca", 102_137, "Sen, 23 Nov 11.00 WIB"),
    "proof_used_twice": on_proofs.proof_used_twice("G-1", "Rumah Perca", "G-2"),
    "where_to_return": on_proofs.where_to_return("G-1", "Rumah Perca", 45_000),
    "please_return": on_proofs.please_return("G-1", "Sari", 45_000, "Kam, 26 Nov 11.00 WIB"),
    "return_soon": on_proofs.return_soon("G-1", 45_000, "Kam, 26 Nov 11.00 WIB"),
    "returned_by_hand": on_proofs.returned_by_hand("G-1", "Rumah Perca", 45_000, "Senin, 23 November"),
    "return_overdue": on_proofs.return_overdue("G-1", "Rumah Perca", 45_000, "Kam, 26 Nov 11.00 WIB"),
    "return_missing": on_proofs.return_missing("G-1", 45_000, ""),
    "return_solved": on_proofs.return_solved("G-1", "Sudah diterima."),
    "appeal_asked": to_sellers.appeal_asked("Keset G-1", "2 hari"),
    "appeal_overturned": to_sellers.appeal_overturned(
        "Keset G-1", "", ["Foto"], approved=False, on_show=False
    ),
    "appeal_upheld": to_sellers.appeal_upheld("Keset G-1"),
    "round_late": to_curators.round_late("Keset G-1", "2 hari"),
    "round_very_late": to_curators.round_very_late("Keset G-1", "2 hari", "Wulan"),
    "nobody_judges": to_admins.nobody_judges("Keset G-1", "Kota Tangerang"),
    "please_read_again": to_curators.please_read_again("Keset G-1"),
    "your_decision_was_read": to_curators.your_decision_was_read("Keset G-1", overturned=True),
    "claim_lapsed": to_curators.claim_lapsed("Keset G-1"),
    "claim_out_of_reach": to_curators.claim_out_of_reach("Keset G-1"),
    "claim_withdrawn": to_curators.claim_withdrawn("Keset G-1"),
    "reset_link": on_accounts.reset_link("Sari G-1"),
    "where_still": on_proofs.where_still("G-1", "Rumah Perca", 20_000, last=True),
    "return_unclaimed": on_proofs.return_unclaimed("G-1", "Rumah Perca", 20_000),
}
MODULES = (
    on_accounts,
    on_bills,
    on_complaints,
    on_donations,
    on_gifts,
    on_paying,
    on_proofs,
    to_admins,
    to_buyers,
    to_curators,
    to_keepers,
    to_officers,
    to_sellers,
)
OTHER_VOICES = {
    "donation_agreed",
    "donation_declined",
    "gift_approved_unbilled",
    "given_back_by_desk",
    "difference_digits",
    "difference_more",
    "dropped_out_too_late",
    "no_longer_official_held",
}
ENGLISH = re.compile(r"\b(the|your|order|parcel|please|product|payment|certificate|None|True|False)\b")


def test_none_is_forgotten_here() -> None:
    made = {
        name
        for module in MODULES
        for name, one in vars(module).items()
        if getattr(one, "__annotations__", {}).get("return") is Letter
    }
    assert made == set(LETTERS) - OTHER_VOICES


@pytest.mark.parametrize("name", LETTERS)
def test_it_is_plain_and_short_and_names_its_subject(name: str) -> None:
    letter = LETTERS[name]
    assert 10 <= len(letter.subject) <= 80 and "\n" not in letter.subject
    assert letter.body.rstrip()[-1] in ".!”" or letter.body.rpartition("\n")[2].startswith("•")
    assert not ENGLISH.search(f"{letter.subject} {letter.body}")
    assert not re.search(r"[<>{}]|\s$", letter.body)
    assert "G-1" in f"{letter.subject} {letter.body}" or name in ("password_changed", "money_to_look_at")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=10))
def test_every_point_that_was_asked_stands_in_the_letter(points: list[str]) -> None:
    letter = to_sellers.changes_asked("Keset", "Hampir.", points)
    assert letter.subject == f"Keset: ada {len(points)} hal untuk diperbaiki"
    assert [line[2:] for line in letter.body.split("\n") if line.startswith("• ")] == points
