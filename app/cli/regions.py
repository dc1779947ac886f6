"""`flask regions load`: bring the region table to what the file says."""

import json
import time

import click
from flask.cli import AppGroup, with_appcontext

from app.cli.database import with_database
from app.regions import queries, service

regions = AppGroup("regions", help="Wilayah Indonesia.")


@regions.command("load")
@click.option("--again", is_flag=True, help="Muat ulang walau sudah ada.")
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON.")
@with_database
@with_appcontext
def load(again: bool, as_json: bool) -> None:
    """Muat semua wilayah dengan kode posnya."""
    began = time.monotonic()
    if queries.is_loaded() and not again:
        click.echo(json.dumps({"loaded": False}) if as_json else "Wilayah sudah ada.")
        return
    count = service.load()
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        click.echo(json.dumps({"loaded": True, "regions": count, "seconds": seconds}))
    else:
        click.echo(f"{count} wilayah dimuat dalam {seconds} detik.")
