"""What `flask ledger check` and `flask payments reconcile` print is read by a person: lines up, says what to do, exits with 0, 1, 2."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.base import clock
from app.payments.ports import PaymentGateway
from app.payments.queries import tying
from app.payments.rules.findings import FindingKind
from app.payments.service import findings
from tests.support import database, world
from tests.support.orders import a_paid_order


@pytest.fixture
def flask(app: Flask, db: Any) -> Any:
    """Runs a command on the tests' own database."""

    def run(*arguments: str) -> Result:
        address = database.checked(app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", ""))
        with clock.at(world.SUNDAY):
            return app.test_cli_runner().invoke(
                args=list(arguments), env={"DATABASE_URL": address, "GERAI_EMBEDDED": None}
            )

    return run


def numbers(lines: list[str]) -> set[int]:
    """Where numbers at the beginning of lines end."""
    return {len(found[0]) for line in lines if (found := re.match(r" *[\d.]+(?=  \w)", line))}


def test_the_books_check_lines_up_and_ends_with_a_verdict(flask: Any, db: Any) -> None:
    a_paid_order()
    db.commit()
    done = flask("ledger", "check")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert (lines[0], lines[-1]) == ("Yang diperiksa:", "Semua cocok.")
    assert numbers(lines) == {9}
    said = [place for place, line in enumerate(lines) if line.startswith("cocok  ")]
    assert len(said) == len(tying.ALL)
    assert all(lines[place + 1].startswith("       ") for place in said)
    assert lines[said[0] + 1] == "       2 baris, 1 jurnal, debit Rp102.000, kredit Rp102.000"


def test_a_broken_book_is_told_with_what_to_do_and_exits_with_1(flask: Any, db: Any) -> None:
    a_paid_order()
    db.execute(sa.text("UPDATE ledger_accounts SET balance = balance - 1 WHERE kind = 'seller_pending'"))
    db.commit()
    done = flask("ledger", "check")
    lines = done.stdout.splitlines()
    assert done.exit_code == 1
    assert [line[:5] for line in lines if line.startswith("SALAH")] == ["SALAH"]
    assert lines[-1] == f"1 dari {len(tying.ALL)} tidak cocok. Jangan cairkan apa-apa sampai jelas."


def test_nothing_to_check_exits_with_2(flask: Any) -> None:
    done = flask("ledger", "check")
    assert done.exit_code == 2
    assert "cocok." not in done.stdout.splitlines()[-1]
    assert done.stderr == "Belum ada pesanan, pembayaran, atau jurnal untuk diperiksa.\n"


def test_where_nothing_differs_reconciling_says_so(flask: Any, db: Any) -> None:
    a_paid_order()
    db.commit()
    done = flask("payments", "reconcile")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines == [
        "Buku tempat bayar, tiga hari ke belakang:",
        "        1  pembayaran lunas di buku tempat bayar",
        "        0  pengembalian di buku tempat bayar",
        "        0  ditanyakan satu per satu",
        "        0  baru tercatat lunas",
        "        0  pengembalian yang keadaannya berubah",
        "        0  hal baru yang perlu dilihat orang",
        "        0  belum terjawab, dicoba lagi nanti",
        "",
        "Semua cocok.",
    ]


def test_what_waits_for_a_person_is_told_with_its_next_step_and_exits_with_1(flask: Any, db: Any) -> None:
    findings.note(
        "pretend",
        FindingKind.UNKNOWN_REFUND,
        "re_7",
        number="G-1",
        amount=123_456_789,
        told="pengembalian Rp123.456.789, sudah selesai",
    )
    db.commit()
    done = flask("payments", "reconcile")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-4:] == [
        "1 hal perlu dilihat orang, juga ada di /admin/uang:",
        "- Pesanan G-1: ada uang yang dikembalikan tanpa lewat Gerai, Rp123.456.789",
        "  re_7: pengembalian Rp123.456.789, sudah selesai",
        "  Tanyakan siapa yang mengembalikannya dan untuk apa. Jangan dikembalikan sekali lagi dari sini.",
    ]


def test_without_a_place_to_pay_nothing_is_compared_and_it_exits_with_2(app: Flask, flask: Any) -> None:
    plugged = app.extensions["gerai.ports"]
    kept = plugged.pop(PaymentGateway)
    try:
        done = flask("payments", "reconcile")
    finally:
        plugged[PaymentGateway] = kept
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Tidak ada tempat bayar yang dipasang, jadi tidak ada yang dicocokkan.\n"
