"""`flask standards pirt|halal`: read numbers at the command line, one or a file of them. Needs no database."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from app.base.clock import now
from app.base.zones import WIB
from app.cli.standards.answers import finding_facts, print_answer, print_lines, stop
from app.regions.rules import city_names
from app.standards.rules.findings import Finding
from app.standards.rules.halal import HalalReading, read_halal
from app.standards.rules.pirt import PirtReading, read_pirt
from app.standards.rules.pirt_rows import PirtRow, compare_pirt

Row = Mapping[str, str]


class Unreadable(Exception):
    """The file cannot be used. The message is one Indonesian sentence."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """What both commands take."""
    for option in (
        click.argument("raw", required=False),
        click.option(
            "--file", "path", type=click.Path(path_type=Path), help="Berkas CSV, satu nomor per baris."
        ),
        click.option("--column", default="raw", show_default=True, help="Nama kolom nomor di berkas CSV."),
        click.option("--today", "day", help="Dinilai pada tanggal ini, YYYY-MM-DD; tanpa ini hari ini."),
        click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON."),
    ):
        command = option(command)
    return command


@click.command()
@_options
@click.option("--product", help="Nama barang, untuk dicocokkan.")
@click.option("--region", help="Kabupaten atau kota pembuat, untuk dicocokkan.")
def pirt(
    raw: str | None,
    path: Path | None,
    column: str,
    day: str | None,
    as_json: bool,
    product: str | None,
    region: str | None,
) -> None:
    """Baca nomor P-IRT."""
    today = _day(day)

    def read(row: Row) -> PirtReading:
        stated, name = row.get("region_stated", region), row.get("product", product)
        return read_pirt(row[column], today=today, product=name, region_stated=stated, regions=city_names())

    if path is not None:
        rows = _rows(path, column)
        readings = compare_pirt([PirtRow(read(row), row.get("product", "")) for row in rows])
        print_lines(_pirt_facts(reading) for reading in readings)
        return
    reading = read({column: _given(raw)})
    print_answer(_pirt_facts(reading), _pirt_lines(reading), as_json)


@click.command()
@_options
def halal(raw: str | None, path: Path | None, column: str, day: str | None, as_json: bool) -> None:
    """Baca nomor sertifikat halal."""
    today = _day(day)
    if path is not None:
        rows = _rows(path, column)
        print_lines(_halal_facts(read_halal(row[column], today=today, regions=city_names())) for row in rows)
        return
    reading = read_halal(_given(raw), today=today, regions=city_names())
    print_answer(_halal_facts(reading), _halal_lines(reading), as_json)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else now().astimezone(WIB).date()
    except ValueError:
        stop(f'Tanggal "{text}" tidak terbaca. Tulis seperti 2026-11-21.')


def _given(raw: str | None) -> str:
    if raw is None:
        stop("Tulis nomornya di antara tanda kutip, atau pakai --file.")
    return raw


def _rows(path: Path, column: str) -> list[Row]:
    try:
        return read_rows(path, column)
    except Unreadable as problem:
        stop(str(problem))


def read_rows(path: Path, column: str) -> list[Row]:
    """The rows of a CSV file: UTF-8 with or without BOM, fields parted by `,` or `;`, missing fields empty.

    Raises Unreadable when there is no such file, when it is no such text, or when the column is not there.
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
    if column not in names:
        found = ", ".join(names) or "kosong"
        raise Unreadable(f'Kolom "{column}" tidak ada di {path}. Kolomnya: {found}.')
    return [dict.fromkeys(names, "") | dict(zip(names, line, strict=False)) for line in lines]


def _pirt_facts(reading: PirtReading) -> dict[str, Any]:
    return {
        "verdict": reading.word,
        "digits": reading.digits,
        "canonical": reading.canonical,
        "packaging": {"code": reading.packaging_code, "name": reading.packaging_name},
        "food_group": {
            "code": reading.food_group_code,
            "name": reading.food_group_name,
            "generation": reading.generation,
        },
        "region": {"code": reading.region_code, "name": reading.region_name},
        "product_serial": reading.product_serial,
        "producer_serial": reading.producer_serial,
        "expiry_year": reading.expiry_year,
        "ends_on": reading.ends_on.isoformat() if reading.ends_on else None,
        "findings": [finding_facts(finding) for finding in reading.findings],
    }


def _halal_facts(reading: HalalReading) -> dict[str, Any]:
    return {
        "verdict": reading.word,
        "digits": reading.digits,
        "canonical": reading.canonical,
        "month": reading.month,
        "year": reading.year,
        "province": {"code": reading.province_code, "name": reading.province_name},
        "serial": reading.serial,
        "findings": [finding_facts(finding) for finding in reading.findings],
    }


def _pirt_lines(reading: PirtReading) -> list[str]:
    told = {
        "Nomor": reading.canonical or reading.digits,
        "Kemasan": _named(reading.packaging_code, reading.packaging_name),
        "Kelompok pangan": _named(reading.food_group_code, reading.food_group_name),
        "Wilayah": _named(reading.region_code, reading.region_name),
        "Urutan": f"barang {reading.product_serial}, pembuat {reading.producer_serial}"
        if reading.region_code
        else "",
        "Berakhir": str(reading.expiry_year or ""),
    }
    return _lines(reading.word, told, reading.findings)


def _halal_lines(reading: HalalReading) -> list[str]:
    issued = f"{reading.month:02}/{reading.year}" if reading.month else ""
    told = {
        "Nomor": reading.canonical or reading.digits,
        "Provinsi": _named(reading.province_code, reading.province_name),
        "Terbit": issued,
    }
    return _lines(reading.word, told, reading.findings)


def _named(code: str, name: str) -> str:
    return f"{code} {name or '(tidak dikenal)'}" if code else ""


def _lines(word: str, told: Mapping[str, str], findings: tuple[Finding, ...]) -> list[str]:
    facts = [f"{name + ':':<17}{value}" for name, value in {"Hasil": word, **told}.items() if value]
    return facts + [f"- [{finding.severity}] {finding.sentence} {finding.next_step}" for finding in findings]
