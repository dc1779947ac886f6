"""`flask payments reconcile`: the gateway's own book beside ours, now instead of at the next tenth minute."""

import json
import sys

import click
from flask.cli import AppGroup, with_appcontext

from app.base import clock
from app.base.errors import NotConfigured
from app.cli.database import with_database
from app.payments.ports import GatewayTrouble
from app.payments.queries import finding as findings
from app.payments.rules.findings import TITLES
from app.payments.service.reconciling import Reconciled, reconcile

payments = AppGroup("payments", help="Uang yang masuk dan kembali.")

WORDS = {
    "checkouts": "pembayaran lunas di buku tempat bayar",
    "refunds": "pengembalian di buku tempat bayar",
    "asked": "ditanyakan satu per satu",
    "settled": "baru tercatat lunas",
    "moved": "pengembalian yang keadaannya berubah",
    "found": "hal baru yang perlu dilihat orang",
    "unanswered": "belum terjawab, dicoba lagi nanti",
}


@payments.command("reconcile")
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON.")
@with_database
@with_appcontext
def reconcile_now(as_json: bool) -> None:
    """Cocokkan buku kita dengan buku tempat bayar, tiga hari ke belakang."""
    try:
        run = reconcile(clock.now())
    except NotConfigured:
        click.echo("Tidak ada tempat bayar yang dipasang, jadi tidak ada yang dicocokkan.", err=True)
        sys.exit(1)
    except GatewayTrouble as trouble:
        click.echo(f"Tempat bayar sedang tidak bisa ditanya ({trouble}). Coba lagi sebentar.", err=True)
        sys.exit(1)
    _say(run, as_json)


def _say(run: Reconciled, as_json: bool) -> None:
    waiting = findings.open_findings(100)
    if as_json:
        tasks = [
            {"kind": one.kind, "order": one.number, "reference": one.reference, "told": one.told}
            for one in waiting
        ]
        click.echo(json.dumps({**run.facts(), "open": tasks}))
        return
    for name, number in run.facts().items():
        click.echo(f"{number:>6}  {WORDS[name]}")
    for one in waiting:
        click.echo(f"Pesanan {one.number}: {TITLES[one.kind]} ({one.reference}; {one.told})")
