"""`flask standards`: what the checks say, at the command line."""

import click

from app.cli.standards.numbers import halal, pirt
from app.cli.standards.photo import photo


@click.group()
def standards() -> None:
    """Periksa nomor surat, foto, dan label."""


for command in (pirt, halal, photo):
    standards.add_command(command)
