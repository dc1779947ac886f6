"""`flask people add-admin`: the first admin of an installation; all others are made on pages."""

import json
import sys

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.accounts import queries, rules, service
from app.accounts.models import Purpose
from app.base.actor import Role
from app.base.errors import RuleBroken
from app.cli.database import with_database
from app.web.pages import path_to

people = AppGroup("people", help="Orang dan perannya.")


@people.command("add-admin")
@click.option("--name", required=True, help="Nama orangnya.")
@click.option("--who", required=True, help="Nomor HP atau e-mailnya.")
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON.")
@with_database
@with_appcontext
def add_admin(name: str, who: str, as_json: bool) -> None:
    """Angkat admin; orang yang belum dikenal dicatat, dan tautan masuknya dicetak."""
    name = " ".join(name.split())
    if not name:
        click.echo('Tulis nama orangnya, misalnya --name "Sari Dewi".', err=True)
        sys.exit(1)
    try:
        identity = rules.identity_of(who)
        person = queries.by_identity(identity) or service.make_person(None, name=name, identity=identity)
        service.grant(None, person.id, Role.ADMIN)
        link = None
        if person.password_hash is None:
            token = service.make_link(None, person.id, Purpose.ACTIVATE)
            link = current_app.config["PUBLIC_URL"] + path_to("shop.accounts.new_password", token=token)
    except RuleBroken as refusal:
        click.echo(refusal.message, err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps({"person": person.id, "name": person.name, "link": link}))
    else:
        click.echo(f"{person.name} sekarang admin.")
        click.echo(
            f"Buat kata sandinya di sini: {link}" if link else "Masuk dengan kata sandi yang sudah ada."
        )
