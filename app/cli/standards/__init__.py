"""`flask standards`: what the checks say, at the command line."""

import click

from app.cli.standards.numbers import bpom, halal, merek, nib, pirt


@click.group()
def standards() -> None:
    """Periksa nomor surat, foto, dan label."""


for command in (pirt, halal, nib, bpom, merek):
    standards.add_command(command)
