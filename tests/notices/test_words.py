"""Every letter is a short plain text in Indonesian that says which thing it is about."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.notices import rules
from app.notices.rules import Letter

LETTERS = {
    "order_placed": rules.order_placed("G-1", 102_000, "Sen, 23 Nov 11.00 WIB"),
    "order_paid": rules.order_paid("G-1", 102_000, [("Rumah Perca", "Senin"), ("Dapur", "Selasa")]),
    "order_paid_to_post": rules.order_paid_to_post(
        "G-1", 102_000, "Posko PKK", "sampai sekitar Senin", [("Dapur", "Selasa")]
    ),
    "late_parts": rules.late_parts("G-1", "Rumah Perca", "Posko PKK", "Sel, 24 Nov 15.00 WIB", "Rabu"),
    "part_follows": rules.part_follows("G-1", "Rumah Perca", "Senin"),
    "part_without": rules.part_without("G-1", "Rumah Perca", ["1 × Keset rusak"], 45_000),
    "whole_ready": rules.whole_ready("G-1", "Posko PKK", "Jl. Uji No. 1", "Senin–Jumat", "7K3M9Q"),
    "not_ready_yet": rules.not_ready_yet("G-1", "Posko PKK"),
    "whole_opened": rules.whole_opened("G-1", "Rumah Perca", "Keripik kode B1 ditarik dari peredaran"),
    "exchange_at_post": rules.exchange_at_post("G-1", "Keripik", "B1", "Posko PKK", "Jl. Uji No. 1"),
    "whole_sent": rules.whole_sent("G-1", "Posko PKK", "JNE", "JNE42", "Senin"),
    "new_order_for_post": rules.new_order_for_post(
        "G-1", [(2, "Keset")], "Posko PKK", "Jl. Uji No. 1", "Senin–Jumat", "Senin"
    ),
    "part_is_late": rules.part_is_late("G-1", "Posko PKK", "Senin"),
    "buyer_waits": rules.buyer_waits("G-1", "Posko PKK", "Senin"),
    "send_it_yourself": rules.send_it_yourself("G-1", "Senin"),
    "part_was_dropped": rules.part_was_dropped("G-1"),
    "post_found_short": rules.post_found_short("G-1", "Posko PKK", ["1 × Keset rusak"]),
    "keeper_named": rules.keeper_named("Posko G-1"),
    "order_expired": rules.order_expired("G-1"),
    "parcel_declined": rules.parcel_declined("G-1", "Rumah Perca", "Sakit.", 90_000, others=True),
    "parcel_short": rules.parcel_short("G-1", "Rumah Perca", [(2, "Keset")], "Bahannya habis.", 90_000),
    "parcel_lapsed": rules.parcel_lapsed("G-1", "Rumah Perca", 90_000, others=False),
    "delay_asked": rules.delay_asked(
        "G-1", "Rumah Perca", "Hujan.", ("Senin", "Rabu"), "Min, 22 Nov 19.00 WIB"
    ),
    "ready_to_fetch": rules.ready_to_fetch("G-1", "Rumah Perca"),
    "parcel_sent": rules.parcel_sent("G-1", "Rumah Perca", "JNE", "JNE42", "Senin", None),
    "money_returned": rules.money_returned("G-1", 90_000),
    "given_back": rules.given_back("G-1", "Rumah Perca", 20_000, "Tepinya lepas.", by_desk=False),
    "given_back_by_desk": rules.given_back("G-1", "Rumah Perca", 20_000, "Tepinya lepas.", by_desk=True),
    "given_back_for_her": rules.given_back_for_her("G-1", 20_000, "Tepinya lepas."),
    "paid_too_late": rules.paid_too_late("G-1", 90_000, "Keset Perca sudah habis atau tidak dijual lagi."),
    "other_amount": rules.other_amount("G-1", 101_999, 102_000),
    "paid_twice": rules.paid_twice("G-1", 90_000),
    "new_order": rules.new_order("G-1", [(2, "Keset")], "Senin"),
    "please_answer": rules.please_answer("G-1", [(2, "Keset")], "Min, 22 Nov 19.00 WIB"),
    "help_to_answer": rules.help_to_answer("Yati", "G-1", "Min, 22 Nov 19.00 WIB"),
    "lapsed_for_seller": rules.lapsed_for_seller("G-1"),
    "cancelled_by_buyer": rules.cancelled_by_buyer("G-1", waited=True),
    "delay_agreed": rules.delay_agreed("G-1", "Senin"),
    "delay_refused": rules.delay_refused("G-1", "Senin"),
    "delay_unanswered": rules.delay_unanswered("G-1", "Senin"),
    "parcel_received": rules.parcel_received("G-1", "Rumah Perca"),
    "receipt_asked": rules.receipt_asked("G-1", "Rumah Perca", "Sen, 7 Des 00.00 WIB"),
    "receipt_assumed": rules.receipt_assumed("G-1", "Rumah Perca", "Sen, 14 Des 00.00 WIB"),
    "counted_as_received": rules.counted_as_received("G-1", "Rumah Perca"),
    "bank_account_stated": rules.bank_account_stated("BRI •••• 7890", "YATI G-1"),
    "bank_account_changed": rules.bank_account_changed("BRI •••• 7890", "YATI G-1", "Rab, 25 Nov 10.00 WIB"),
    "payout_paid": rules.payout_paid(90_000, "BRI •••• 7890", "G-1"),
    "payout_bounced": rules.payout_bounced(90_000, "Rekening G-1 ditutup", to_mend=True),
    "recalled_sent": rules.recalled_sent("G-1", "Keripik", 2, "B1", "Bau tengik.", 30_000),
    "recalled_dropped": rules.recalled_dropped("G-1", "Keripik", 2, "B1", "Bau tengik.", 30_000),
    "recalled_before_paying": rules.recalled_before_paying("G-1", "Keripik", "B1"),
    "batch_recalled": rules.batch_recalled("Keripik G-1", "B1", "Bau tengik."),
    "pack_again": rules.pack_again("G-1", "Keripik", "B1"),
    "resend_exchanged": rules.resend_exchanged("G-1", "2 Keripik", "B1"),
    "complaint": rules.complaint("G-1", "open", "Pembeli mengeluh.", "Pecah.", "Jawab sebelum Senin."),
    "complaint_due_soon": rules.complaint_due_soon("G-1", "Jawab sebelum Senin."),
    "no_mediator": rules.no_mediator("G-1", "Rumah Perca"),
    "submitted": rules.submitted("Keset G-1"),
    "changes_asked": rules.changes_asked("Keset G-1", "Hampir.", ["Foto"]),
    "approved": rules.approved("Keset G-1", "", on_show=True),
    "declined": rules.declined("Keset G-1", "Bukan."),
    "gift_approved": rules.gift_approved("Keset G-1", "1 Mei 2027"),
    "gift_ended": rules.gift_ended("Keset G-1", "Berubah.", on_show=True),
    "paper_refused": rules.paper_refused("Keset G-1", "P-IRT", "Buram."),
    "label_read": rules.label_read("Keripik G-1"),
    "calendar_ends": rules.calendar_ends("31 Desember G-1"),
    "certificate_given": rules.certificate_given("Payet G-1", "PLT-1"),
    "certificate_revoked": rules.certificate_revoked("Payet G-1", "Keliru."),
    "link_handed_out": rules.link_handed_out("Ratna G-1"),
    "password_changed": rules.password_changed(),
    "part_paid": rules.part_paid("G-1", "Rumah Perca", 102_000, "Senin, 30 November"),
    "part_released": rules.part_released("G-1", "Rumah Perca", "Bagian ini tidak dibayar sampai batasnya."),
    "sticker_stated": rules.sticker_stated("G-1 PERCA", "ID1020012345678", replaced=True),
    "note_minutes": rules.note_minutes("G-1", "027/BAST/2026"),
    "bill_due": rules.bill_due("G-1", "Senin, 30 November"),
    "proof_came": rules.proof_came("G-1", "Sari", 102_137, "Sel, 24 Nov 15.00 WIB"),
    "proof_waits": rules.proof_waits("G-1", 102_137, "Sel, 24 Nov 15.00 WIB"),
    "officer_reminds_of_proof": rules.officer_reminds_of_proof("G-1", "Ratna", 102_137),
    "proof_sent_back": rules.proof_sent_back(
        "G-1", "Rumah Perca", "Uangnya belum ada.", "Rab, 25 Nov 15.00 WIB"
    ),
    "difference_accepted": rules.difference_accepted("G-1", "Rumah Perca", 102_137, 102_000),
    "help_asked": rules.help_asked("G-1", "Rumah Perca", 102_137),
    "proof_overdue": rules.proof_overdue("G-1", "Rumah Perca", 102_137, "Sen, 23 Nov 11.00 WIB"),
    "proof_used_twice": rules.proof_used_twice("G-1", "Rumah Perca", "G-2"),
    "where_to_return": rules.where_to_return("G-1", "Rumah Perca", 45_000),
    "please_return": rules.please_return("G-1", "Sari", 45_000, "Kam, 26 Nov 11.00 WIB"),
    "return_soon": rules.return_soon("G-1", 45_000, "Kam, 26 Nov 11.00 WIB"),
    "returned_by_hand": rules.returned_by_hand("G-1", "Rumah Perca", 45_000, "Senin, 23 November"),
    "return_overdue": rules.return_overdue("G-1", "Rumah Perca", 45_000, "Kam, 26 Nov 11.00 WIB"),
    "return_missing": rules.return_missing("G-1", 45_000, ""),
    "return_solved": rules.return_solved("G-1", "Sudah diterima."),
    "reset_link": rules.reset_link("Sari G-1"),
}
ENGLISH = re.compile(r"\b(the|your|order|parcel|please|product|payment|certificate|None|True|False)\b")


def test_none_is_forgotten_here() -> None:
    made = {
        name
        for name, one in vars(rules).items()
        if getattr(one, "__annotations__", {}).get("return") is Letter
    }
    assert made == set(LETTERS) - {"given_back_by_desk"}, "its other voice"


@pytest.mark.parametrize("name", LETTERS)
def test_it_is_plain_and_short_and_names_its_subject(name: str) -> None:
    letter = LETTERS[name]
    assert 10 <= len(letter.subject) <= 80 and "\n" not in letter.subject
    assert letter.body.rstrip()[-1] in ".!”" or letter.body.rpartition("\n")[2].startswith("•")
    assert not ENGLISH.search(f"{letter.subject} {letter.body}")
    assert not re.search(r"[<>{}]|\s$", letter.body)
    assert "G-1" in f"{letter.subject} {letter.body}" or name == "password_changed"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=10))
def test_every_point_that_was_asked_stands_in_the_letter(points: list[str]) -> None:
    letter = rules.changes_asked("Keset", "Hampir.", points)
    assert letter.subject == f"Keset: ada {len(points)} hal untuk diperbaiki"
    assert [line[2:] for line in letter.body.split("\n") if line.startswith("• ")] == points
