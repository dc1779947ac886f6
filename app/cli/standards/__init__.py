"""`flask standards`: what the checks say, at the command line."""

import click

from app.cli.standards.label import label
from app.cli.standards.numbers import halal, pirt
from app.cli.standards.printing import print_files


@click.group()
def standards() -> None:
    """Periksa nomor surat, foto, dan label, dan cetak label."""


for command in (pirt, halal, label, print_files):
    standards.add_command(command)
