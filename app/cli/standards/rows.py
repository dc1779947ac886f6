"""What the number commands are given: one text, or a column of a CSV file with what else is known of each row."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from app.base.clock import now
from app.base.zones import WIB
from app.cli.standards.answers import print_answer, print_lines, stop

LENIENT = {"ignore_unknown_options": True}
"""A number may begin with a dash: `- 2093518011162-31` is no option."""


class Unreadable(Exception):
    """The file cannot be used. The message is one Indonesian sentence."""


@dataclass(frozen=True)
class Stated:
    """A number as typed and whose it is; empty where nothing is known."""

    raw: str
    product: str = ""
    region: str = ""
    seller: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """What was given beside the number, to tell the answers of a file apart."""
        return {name: value for name, value in (("product", self.product), ("region", self.region)) if value}


@dataclass(frozen=True)
class Asked:
    """What one call of a command asks for."""

    stated: tuple[Stated, ...]
    today: date
    is_file: bool
    as_json: bool


Reading = TypeVar("Reading")
Command = Callable[..., None]


def asking(command: Callable[[Asked], None]) -> Command:
    """Gives a command its argument and options, and calls it with what they ask for.

    Where something cannot be read it says so in one sentence and ends with exit code 2.
    """

    def run(
        raw: str | None,
        path: Path | None,
        column: str,
        product: str | None,
        region: str | None,
        seller: str | None,
        day: str | None,
        as_json: bool,
    ) -> None:
        today = _day(day)
        if path is None:
            if raw is None:
                stop("Tulis nomornya di antara tanda kutip, atau pakai --file.")
            stated: tuple[Stated, ...] = (Stated(raw, product or "", region or "", seller or ""),)
        elif raw is not None:
            stop(f'Pilih satu: nomor "{raw}" atau --file {path}.')
        else:
            stated = tuple(_from_file(path, column, product, region, seller))
        command(Asked(stated, today, path is not None, as_json))

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    wrapped: Command = run
    for option in (
        click.argument("raw", required=False),
        click.option(
            "--file", "path", type=click.Path(path_type=Path), help="Berkas CSV, satu nomor per baris."
        ),
        click.option("--column", default="raw", show_default=True, help="Kolom nomor di berkas CSV."),
        click.option("--product", help="Nama barang; dengan --file nama kolomnya."),
        click.option("--region", help="Kabupaten atau kota pembuat; dengan --file nama kolomnya."),
        click.option("--seller", help="Penjual; dengan --file nama kolomnya."),
        click.option("--today", "day", help="Dinilai pada tanggal ini, YYYY-MM-DD; tanpa ini hari ini."),
        click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON."),
    ):
        wrapped = option(wrapped)
    return wrapped


def answer(
    asked: Asked,
    readings: Iterator[Reading] | list[Reading],
    facts: Callable[[Reading], dict[str, Any]],
    lines: Callable[[Reading], list[str]],
) -> None:
    """A file is answered in JSON, a line a row; one number in sentences, or in JSON when asked."""
    if asked.is_file:
        print_lines(
            {**stated.facts, **facts(reading)} for stated, reading in zip(asked.stated, readings, strict=True)
        )
        return
    for reading in readings:
        print_answer(facts(reading), lines(reading), asked.as_json)


def read_rows(path: Path, columns: list[str]) -> list[Mapping[str, str]]:
    """The rows of a CSV file: UTF-8 with or without BOM, fields parted by `,` or `;`, missing fields empty.

    Raises Unreadable when there is no such file, when it is no such text, or when one of the columns is not there.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=";" if head.count(";") > head.count(",") else ",")
            names = [name.strip() for name in next(reader, [])]
            lines = [line for line in reader if line]
    except OSError as problem:
        raise Unreadable(f"Berkas {path} tidak bisa dibuka. Periksa nama dan letaknya.") from problem
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Unreadable(f"Berkas {path} tidak terbaca. Simpan ulang sebagai CSV UTF-8.") from problem
    for column in columns:
        if column not in names:
            found = ", ".join(names) or "kosong"
            raise Unreadable(f'Kolom "{column}" tidak ada di {path}. Kolomnya: {found}.')
    return [dict.fromkeys(names, "") | dict(zip(names, line, strict=False)) for line in lines]


def _from_file(
    path: Path, column: str, product: str | None, region: str | None, seller: str | None
) -> list[Stated]:
    wanted = [name for name in (column, product, region, seller) if name is not None]
    try:
        rows = read_rows(path, wanted)
    except Unreadable as problem:
        stop(str(problem))
    return [
        Stated(row[column], *(row[name] if name is not None else "" for name in (product, region, seller)))
        for row in rows
    ]


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else now().astimezone(WIB).date()
    except ValueError:
        stop(f'Tanggal "{text}" tidak terbaca. Tulis seperti 2026-11-21.')
