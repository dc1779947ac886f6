"""`flask standards print`: the label of one good as files. Reads the database, changes nothing in it."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext

from app.base.errors import NotFound
from app.catalog.queries import check, label_print, own
from app.cli.database import with_database
from app.cli.standards.answers import print_answer, stop
from app.paper.label import (
    LabelText,
    LabelTooLong,
    Size,
    Style,
    label_pdf,
    label_png,
    sheet_pdf,
    smallest_x_height,
)
from app.web.pages import path_to

Choice = TypeVar("Choice", Size, Style)


@click.command("print")
@click.option("--product", "slug", required=True, help="Nama barang di alamatnya, misalnya keripik-pisang.")
@click.option("--size", default=Size.MIDDLE.value, show_default=True, help="40x60, 50x80, atau 70x100 (mm).")
@click.option("--style", default=Style.PITA.value, show_default=True, help="polos, pita, atau kebun.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder untuk berkasnya.")
@click.option("--production-date", "day", help="Tanggal produksi, YYYY-MM-DD; tanpa ini hari ini.")
@click.option("--code", help="Kode produksi; tanpa ini dari rincian barang atau dari tanggalnya.")
@click.option("--json", "as_json", is_flag=True, help="Jawab dalam JSON.")
@with_database
@with_appcontext
def print_files(
    slug: str, size: str, style: str, out: Path, day: str | None, code: str | None, as_json: bool
) -> None:
    """Cetak label satu barang: PDF dan PNG, muka dan belakang."""
    chosen, look = _one_of(Size, size, "Ukuran"), _one_of(Style, style, "Gaya")
    try:
        product = own.by_slug(slug)
    except NotFound:
        stop(f'Barang "{slug}" tidak ada. Salin namanya dari alamat halaman barang.')
    revision = own.latest(product.id)
    made_on = _day(day) or check.today_of(product)
    batch = label_print.usual_code(revision, made_on) if code is None else code
    url = current_app.config["PUBLIC_URL"] + path_to("shop.shopfront.product", slug=slug)
    printed = label_print.decide(product, revision, made_on=made_on, code=batch, url=url)
    if printed.text is None:
        stop("Label belum bisa dicetak. " + " ".join(one.sentence for one in printed.missing))
    files = _written(printed.text, chosen, look, out, f"{slug}-{chosen}")
    lowest = smallest_x_height(printed.text, chosen, look)
    answer = {
        "files": [str(path) for path in files],
        "width_mm": chosen.mm[0],
        "height_mm": chosen.mm[1],
        "style": look.value,
        "smallest_x_height_mm": round(lowest, 3),
        "least_x_height_mm": chosen.least_x_height,
        "sample": printed.text.sample,
        "sample_because": list(printed.sample_because),
        "notes": list(printed.notes),
    }
    size_line = f"{chosen.words}; huruf terkecil {lowest:.2f} mm".replace(".", ",")
    lines = [
        *map(str, files),
        size_line,
        *(f"CONTOH: {one}" for one in printed.sample_because),
        *printed.notes,
    ]
    print_answer(answer, lines, as_json)


def _written(text: LabelText, size: Size, style: Style, out: Path, name: str) -> list[Path]:
    """Everything is made before the first file is written: a text too long leaves none behind."""
    try:
        front, back = label_png(text, size, style)
        contents = {
            f"{name}.pdf": label_pdf(text, size, style),
            f"{name}-percetakan.pdf": label_pdf(text, size, style, bleed=True),
            f"{name}-a4.pdf": sheet_pdf(text, size, style),
            f"{name}-muka.png": front,
            f"{name}-belakang.png": back,
        }
    except LabelTooLong as refusal:
        stop(refusal.message)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file, content in contents.items():
            (out / file).write_bytes(content)
    except OSError:
        stop(f"Folder {out} tidak bisa ditulisi. Pilih folder lain dengan --out.")
    return [out / file for file in contents]


def _one_of(kind: type[Choice], written: str, what: str) -> Choice:
    try:
        return kind(written.strip().lower().replace("×", "x").replace(" ", ""))
    except ValueError:
        stop(f'{what} "{written}" tidak ada. Pilih {", ".join(kind)}.')


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        stop(f'Tanggal "{text}" tidak terbaca. Tulis seperti 2026-11-21.')
