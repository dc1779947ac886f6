"""`flask standards`: what the checks say, at the command line."""

import click

from app.cli.standards.label import label
from app.cli.standards.numbers import halal, pirt


@click.group()
def standards() -> None:
    """Periksa nomor surat, foto, dan label."""


for command in (pirt, halal, label):
    standards.add_command(command)
