"""`photo`: what the photo coach says of pictures on disk."""

from pathlib import Path
from typing import Any

import click

from app.base.clock import now
from app.base.kinds import Category
from app.base.zones import WIB
from app.cli.standards.answers import finding_facts, print_lines, stop
from app.media.rules.photo import MOST_BYTES, BadPhoto, Measured, measures_of
from app.standards.rules.book import RuleBook, rule_book
from app.standards.rules.findings import Finding, Severity
from app.standards.rules.photos import PhotoFacts, coach

UNITS = {
    "softness": "piksel dari 800", "shake": "piksel dari 800", "steady": "piksel dari 800", "noise": "tingkat dari 255",
    "highlight": "tingkat dari 255", "middle": "tingkat dari 255", "unevenness": "tingkat dari 255",
    "clipped": "bagian dari 1", "burnt": "bagian dari 1", "bars": "garis", "screen": "ya/tidak", "clear": "bagian dari 1",
    "blocks": "ya/tidak",
}  # fmt: skip
NAMES = {
    "softness": "Kabur", "shake": "Goyang", "steady": "Searah goyang", "noise": "Bintik", "highlight": "Paling terang",
    "middle": "Tengah", "unevenness": "Beda terang", "clipped": "Putih polos", "burnt": "Warna hilang",
    "bars": "Batas layar", "screen": "Ukuran layar", "clear": "Tembus pandang", "blocks": "Kotak-kotak",
}  # fmt: skip


@click.command()
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON, satu baris per foto.")
def photo(paths: tuple[Path, ...], as_json: bool) -> None:
    """Periksa mutu foto: ukuran, ketajaman, cahaya, tangkapan layar."""
    if not paths:
        stop("Tulis nama berkas fotonya.")
    book = rule_book(now().astimezone(WIB).date())
    refused = False
    for path in paths:
        try:
            found = measures_of(_content(path))
        except BadPhoto as refusal:
            click.echo(f"{path.name}: {refusal.message}" if len(paths) > 1 else refusal.message, err=True)
            refused = True
            continue
        _answer(path, found, book, as_json)
    if refused:
        raise click.exceptions.Exit(2)


def _content(path: Path) -> bytes:
    """The bytes of a file, at most one more than a photo may have. Raises BadPhoto."""
    if path.is_dir():
        raise BadPhoto(f"{path} sebuah folder. Tulis nama berkas fotonya.")
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise BadPhoto(f"Berkas {path} tidak bisa dibuka. Periksa nama dan letaknya.") from None
    if not content:
        raise BadPhoto(f"Berkas {path} kosong. Kirim ulang fotonya dari HP.")
    return content


def _answer(path: Path, found: Measured, book: RuleBook, as_json: bool) -> None:
    facts = PhotoFacts(found.width, found.height, found.measures)
    findings = coach(
        facts, category=Category.KESET, rule_book=book
    )  # the rules of photos are one for all goods
    codes = [finding.code for finding in findings if finding.severity is not Severity.INFO]
    measured = {"width": found.width, "height": found.height, **found.measures.kept()}
    if as_json:
        units = {"width": "piksel", "height": "piksel", **UNITS}
        print_lines(
            [
                {
                    "file": str(path),
                    "verdict": codes or "ok",
                    "measures": {
                        name: {"value": value, "unit": units[name]} for name, value in measured.items()
                    },
                    "findings": [finding_facts(finding) for finding in findings],
                }
            ]
        )
        return
    click.echo("\n".join(_lines(path, measured, codes, findings)))


def _lines(path: Path, measured: dict[str, Any], codes: list[str], findings: list[Finding]) -> list[str]:
    size = f"{measured['width']} × {measured['height']} piksel"
    facts = [("Berkas", path.name), ("Hasil", ", ".join(codes) or "ok"), ("Besar", size)]
    facts += [(label, _told(measured[name], UNITS[name])) for name, label in NAMES.items()]
    lines = [f"{label + ':':<16}{value}" for label, value in facts]
    return lines + [f"- [{finding.severity}] {finding.sentence} {finding.next_step}" for finding in findings]


def _told(value: Any, unit: str) -> str:
    if value is None:
        return "tidak terukur"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return f"{value:g} {unit}".replace(".", ",")
