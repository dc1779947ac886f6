"""`flask demo`: the example shop, only into the embedded database or, with DEMO=1, into an empty one."""

import sys
import time
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.cli.database import with_database
from app.demo import cast
from app.demo.load import Standing, standing
from app.demo.load import load as load_demo
from app.regions import service as regions

demo = AppGroup("demo", help="Data contoh.")


@demo.command("load")
@with_database
@with_appcontext
def load() -> None:
    """Muat toko contoh; sekali saja."""
    if not current_app.config["DEMO"]:
        _refuse("Data contoh hanya dimuat dalam mode uji. Pasang DEMO=1 untuk basis data yang masih kosong.")
    now = standing()
    if now is Standing.LOADED:
        click.echo("Data contoh sudah ada.")
        return
    if now is Standing.STRANGERS:
        _refuse("Basis data ini sudah berisi orang lain, jadi data contoh tidak dimuat ke dalamnya.")
    if now is Standing.BROKEN_OFF:
        if not current_app.config["EMBEDDED"]:
            _refuse("Pemuatan data contoh pernah terputus. Kosongkan basis datanya dulu, lalu ulangi.")
        click.echo("Pemuatan yang dulu terputus. Mulai lagi dari awal.")
        flask_migrate.downgrade(revision="base")
        flask_migrate.upgrade()
        regions.load()
    began = time.monotonic()
    load_demo(Path(current_app.root_path) / "data" / "demo", click.echo)
    click.echo(f"Toko contoh siap dalam {time.monotonic() - began:.0f} detik.")


def _refuse(sentence: str) -> None:
    click.echo(sentence)
    sys.exit(1)


@demo.command("sign-ins")
def sign_ins() -> None:
    """Tulis akun contoh, satu untuk tiap peran."""
    wide = max(len(part.words) for part in cast.SHOWN)
    for part in cast.SHOWN:
        click.echo(f"{part.words:<{wide}}  {part.who}")
    click.echo(f"{'Kata sandi semuanya':<{wide}}  {cast.PASSWORD}")
