"""`flask standards pirt|halal|nib|bpom|merek`: read numbers, one or a file of them. Needs no database."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from app.cli.standards.answers import finding_facts
from app.cli.standards.rows import LENIENT, Asked, answer, asking
from app.regions.rules import city_names
from app.standards.rules.findings import Finding
from app.standards.rules.halal import HalalReading, read_halal
from app.standards.rules.papers import PaperReading, read_bpom, read_nib, read_trademark
from app.standards.rules.pirt import PirtReading, read_pirt
from app.standards.rules.pirt_rows import PirtRow, compare_pirt


@click.command(context_settings=LENIENT)
@asking
def pirt(asked: Asked) -> None:
    """Baca nomor P-IRT. Baris satu berkas dibandingkan satu sama lain."""
    readings = compare_pirt(
        [
            PirtRow(
                read_pirt(
                    one.raw,
                    today=asked.today,
                    product=one.product,
                    region_stated=one.region,
                    regions=city_names(),
                ),
                product=one.product,
                seller=one.seller,
            )
            for one in asked.stated
        ]
    )
    answer(asked, readings, _pirt_facts, _pirt_lines)


@click.command(context_settings=LENIENT)
@asking
def halal(asked: Asked) -> None:
    """Baca nomor sertifikat halal."""
    readings = (read_halal(one.raw, today=asked.today, regions=city_names()) for one in asked.stated)
    answer(asked, readings, _halal_facts, _halal_lines)


@click.command(context_settings=LENIENT)
@asking
def nib(asked: Asked) -> None:
    """Baca Nomor Induk Berusaha."""
    _paper(asked, read_nib)


@click.command(context_settings=LENIENT)
@asking
def bpom(asked: Asked) -> None:
    """Baca nomor izin edar BPOM (MD atau ML)."""
    _paper(asked, read_bpom)


@click.command(context_settings=LENIENT)
@asking
def merek(asked: Asked) -> None:
    """Baca nomor merek dari DJKI. Bentuknya tidak dibakukan, jadi tidak pernah ditolak."""
    _paper(asked, read_trademark)


def _paper(asked: Asked, read: Callable[[str], PaperReading]) -> None:
    answer(asked, (read(one.raw) for one in asked.stated), _paper_facts, _paper_lines)


def _paper_facts(reading: PaperReading) -> dict[str, Any]:
    return {
        "verdict": reading.verdict.value,
        "canonical": reading.canonical,
        "findings": [finding_facts(finding) for finding in reading.findings],
    }


def _paper_lines(reading: PaperReading) -> list[str]:
    return _lines(reading.verdict.value, {"Nomor": reading.canonical}, reading.findings)


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
