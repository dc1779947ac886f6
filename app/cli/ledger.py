"""`flask ledger check`: whether the books tie out, with every figure."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import click
from flask.cli import AppGroup, with_appcontext

from app.base.money import format_rupiah
from app.cli.database import with_database
from app.payments.queries import tying
from app.payments.queries.tying import Finding
from app.web.filters import dotted

COUNTS = {
    "orders": "pesanan",
    "parcels": "bagian",
    "payments": "pembayaran",
    "adjustments": "pengurangan",
    "refunds": "pengembalian",
    "journals": "jurnal",
    "entries": "baris",
    "accounts": "rekening",
    "payouts": "pencairan",
    "platform": "baris di buku Gerai",
    "direct": "baris di buku langsung",
}
SUMS = {
    "debit": "debit",
    "credit": "kredit",
    "stored": "milik penjual",
    "captured": "masuk",
    "refunded": "kembali",
    "amount": "berjumlah",
    "buyer_owed": "utang Gerai",
    "sellers_owe": "utang penjual",
    "held": "di tangan Gerai",
    "total": "berjumlah",
    "commission": "potongan",
    "net": "untuk penjual",
    "post_fees": "untuk posko",
    "post_fees_held": "di antaranya masih ditahan",
    "paid": "dicairkan",
    "on_its_way": "di jalan",
}
NUMBER = 9
"""Columns for a number at the beginning of a line."""
SHOWN = 10
"""So many of what breaks an invariant are written out."""

ledger = AppGroup("ledger", help="Pembukuan.")


@ledger.command("check")
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON.")
@with_database
@with_appcontext
def check(as_json: bool) -> None:
    """Periksa semua yang harus selalu cocok. Keluar dengan 1 kalau ada yang tidak, 2 kalau belum ada apa-apa."""
    counts, found = tying.looked_at(), tying.findings()
    broken = [one for one in found if not one.holds]
    if as_json:
        rows = [{**asdict(one), "holds": one.holds} for one in found]
        click.echo(json.dumps({"holds": not broken, "looked_at": counts, "invariants": rows}))
    else:
        click.echo("Yang diperiksa:")
        for name, number in counts.items():
            click.echo(f"{dotted(number):>{NUMBER}}  {COUNTS[name]}")
        click.echo()
        for one in found:
            _tell(one)
        click.echo()
        if broken:
            click.echo(f"{len(broken)} dari {len(found)} tidak cocok. Jangan cairkan apa-apa sampai jelas.")
        elif any(counts.values()):
            click.echo("Semua cocok.")
    if broken:
        sys.exit(1)
    if not any(counts.values()):
        click.echo("Belum ada pesanan, pembayaran, atau jurnal untuk diperiksa.", err=True)
        sys.exit(2)


def _tell(one: Finding) -> None:
    """What must hold; below it, in line, its figures and what breaks it."""
    click.echo(f"{'cocok' if one.holds else 'SALAH'}  {one.says}")
    for sentence in (_figures(one.figures), *_first(one.wrong)):
        click.echo(f"       {sentence}")


def _first(sentences: Sequence[str]) -> list[str]:
    more = len(sentences) - SHOWN
    return [*sentences[:SHOWN], *([f"dan {more} lagi"] if more > 0 else [])]


def _figures(figures: Mapping[str, int]) -> str:
    return ", ".join(
        f"{dotted(value)} {COUNTS[name]}" if name in COUNTS else f"{SUMS[name]} {format_rupiah(value)}"
        for name, value in figures.items()
    )
