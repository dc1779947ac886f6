"""`flask payments reconcile`: the gateway's own book beside ours, now instead of at the next tenth minute."""

import json
import sys
from collections.abc import Sequence

import click
from flask.cli import AppGroup, with_appcontext

from app.base import clock
from app.base.errors import NotConfigured
from app.base.money import format_rupiah
from app.cli.database import with_database
from app.cli.ledger import NUMBER
from app.payments.models import GatewayFinding
from app.payments.ports import GatewayTrouble
from app.payments.queries import finding as findings
from app.payments.rules.findings import NEXT_STEPS, TITLES
from app.payments.service.reconciling import Reconciled, reconcile
from app.web.filters import dotted

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
    """Cocokkan buku kita dengan buku tempat bayar, tiga hari ke belakang. Keluar dengan 1 kalau ada yang perlu dilihat orang,
    2 kalau tidak bisa dicocokkan."""
    try:
        run = reconcile(clock.now())
    except NotConfigured:
        click.echo("Tidak ada tempat bayar yang dipasang, jadi tidak ada yang dicocokkan.", err=True)
        sys.exit(2)
    except GatewayTrouble as trouble:
        click.echo(f"Tempat bayar sedang tidak bisa ditanya ({trouble}). Coba lagi sebentar.", err=True)
        sys.exit(2)
    waiting = findings.open_findings(100)
    _say(run, waiting, as_json)
    if waiting:
        sys.exit(1)


def _say(run: Reconciled, waiting: Sequence[GatewayFinding], as_json: bool) -> None:
    if as_json:
        tasks = [
            {"kind": one.kind, "order": one.number, "reference": one.reference, "told": one.told}
            for one in waiting
        ]
        click.echo(json.dumps({**run.facts(), "open": tasks}))
        return
    click.echo("Buku tempat bayar, tiga hari ke belakang:")
    for name, number in run.facts().items():
        click.echo(f"{dotted(number):>{NUMBER}}  {WORDS[name]}")
    click.echo()
    if not waiting:
        click.echo("Semua cocok.")
        return
    click.echo(f"{len(waiting)} hal perlu dilihat orang, juga ada di /admin/uang:")
    for one in waiting:
        click.echo(f"- Pesanan {one.number}: {TITLES[one.kind]}, {format_rupiah(one.amount)}")
        click.echo(f"  {one.reference}: {one.told}")
        click.echo(f"  {NEXT_STEPS[one.kind]}")
