"""`flask standards`: what the checks say, at the command line."""

import click

from app.cli.standards.label import label
from app.cli.standards.numbers import bpom, halal, merek, nib, pirt
from app.cli.standards.photo import photo
from app.cli.standards.printing import print_files


@click.group()
def standards() -> None:
    """Periksa nomor surat, foto, dan label, dan cetak label."""


for command in (pirt, halal, nib, bpom, merek, photo, label, print_files):
    standards.add_command(command)
