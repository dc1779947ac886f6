"""`flask standards label`: read photos of one pack in the command's own process. Needs no database."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from app.adapters.label_reader import RapidReader
from app.base.clock import now
from app.base.zones import WIB
from app.cli.standards.answers import print_lines, stop
from app.media.rules.photo import BadPhoto
from app.standards.rules.reading.elements import ELEMENT_WORDS, Declared, Element, Found, Status
from app.standards.rules.reading.read import read_label
from app.standards.rules.reading.remarks import remarks_on
from app.standards.rules.reading.seen import Sight

MOST_PHOTOS = 4
_WORDS = {
    Status.FOUND: "ada",
    Status.DIFFERENT: "beda",
    Status.NOT_FOUND: "belum terlihat",
    Status.UNREADABLE: "kurang jelas",
}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--facts", "facts_path", type=click.Path(path_type=Path), help="Keterangan penjual, berkas JSON."
)
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON.")
def label(files: tuple[Path, ...], facts_path: Path | None, as_json: bool) -> None:
    """Baca label dari satu sampai empat foto kemasan yang sama."""
    if not 1 <= len(files) <= MOST_PHOTOS:
        stop(f"Sebutkan satu sampai {MOST_PHOTOS} foto dari kemasan yang sama.")
    declared = _declared(facts_path)
    reader = RapidReader()
    sights = [_seen(reader, path) for path in files]
    found = read_label(sights, declared, today=_today())
    remarks = remarks_on(sights)
    codes = [{"kind": code.kind, "text": code.text} for sight in sights for code in sight.codes]
    if as_json:
        print_lines(
            [{"elements": [element_facts(one) for one in found], "codes": codes, "remarks": list(remarks)}]
        )
        return
    for code in codes:
        click.echo(f"{'Kode ' + code['kind'] + ':':<24}{code['text']}")
    for remark in remarks:
        click.echo(f"- {remark}")
    for one in found:
        read = f": {one.text}" if one.text else ""
        click.echo(f"{ELEMENT_WORDS[one.element] + ':':<24}{_WORDS[one.status]}{read}")


def element_facts(found: Found) -> dict[str, Any]:
    """One element as JSON: `box` is [left, top, right, bottom] in pixels of the upright photo number `photo`."""
    box = found.box
    return {
        "name": found.element.value,
        "status": found.status.value,
        "text": found.text,
        "confidence": found.confidence,
        "box": [box.left, box.top, box.right, box.bottom] if box else None,
        "photo": found.photo,
    }


def _today() -> date:
    return now().astimezone(WIB).date()


def _seen(reader: RapidReader, path: Path) -> Sight:
    try:
        return reader.read(path.read_bytes())
    except OSError:
        stop(f"Berkas {path} tidak bisa dibuka. Periksa nama dan letaknya.")
    except BadPhoto as refusal:
        stop(f"{path}: {refusal.message}")


def _declared(path: Path | None) -> Declared:
    """What the seller says; unknown keys are left out, numbers become text."""
    if path is None:
        return Declared()
    try:
        facts = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        stop(f"Berkas {path} tidak bisa dibuka. Periksa nama dan letaknya.")
    except ValueError:
        stop(f"Berkas {path} bukan JSON yang benar. Periksa tanda kutip dan komanya.")
    if not isinstance(facts, dict):
        stop(f'Berkas {path} harus berisi pasangan nama dan isi, misalnya {{"name": "Keripik Pisang"}}.')
    return Declared(
        **{element.value: _text(facts.get(element.value)) for element in Element}  # type: ignore[arg-type]
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
