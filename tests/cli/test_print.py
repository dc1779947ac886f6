"""`flask standards print`: the label of one good as files."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from app.catalog.models import Product
from tests.support import database, world
from tests.support.printing import box_mm, ink_of, texts_of


@pytest.fixture
def print_label(app: Flask, db: Any) -> Any:
    """Runs the command against the tests' own database."""

    def run(*arguments: str) -> Result:
        address = database.checked(app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", ""))
        env = {"DATABASE_URL": address, "GERAI_EMBEDDED": None}
        return app.test_cli_runner().invoke(args=["standards", "print", *arguments], env=env)

    return run


@pytest.fixture
def snack(db: Any) -> Product:
    return world.a_snack_with_papers(world.actor(world.SELLER))[0]


def test_it_writes_pdf_and_pictures_and_says_their_size(
    print_label: Any, snack: Product, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "folder"
    done = print_label("--product", snack.slug, "--size", "50x80", "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    names = ["", "-percetakan", "-a4"]
    expected = [f"{snack.slug}-50x80{one}.pdf" for one in names]
    expected += [f"{snack.slug}-50x80-{one}.png" for one in ("muka", "belakang")]
    assert answer["files"] == [str(out / name) for name in expected]
    assert sorted(path.name for path in out.iterdir()) == sorted(expected)
    assert (answer["width_mm"], answer["height_mm"], answer["style"]) == (50, 80, "pita")
    assert (answer["sample"], answer["sample_because"]) == (False, [])
    boxes = [box_mm(PdfReader(out / name).pages[0].mediabox) for name in expected[:3]]
    assert boxes == [(0, 0, 50, 80), (0, 0, 54, 84), (0, 0, 210, 297)]
    with Image.open(out / expected[3]) as front:
        assert front.size == (591, 945)
    pdf = (out / expected[0]).read_bytes()
    lowest = min(ink.x_height_mm for ink in ink_of(pdf))
    assert answer["smallest_x_height_mm"] == round(lowest, 3) >= answer["least_x_height_mm"] == 1.0


def test_day_code_and_style_are_its_own(print_label: Any, snack: Product, tmp_path: Path) -> None:
    wishes = ("--style", "kebun", "--production-date", "2026-11-20", "--code", "PAGI-7", "--size", "70x100")
    done = print_label("--product", snack.slug, "--out", str(tmp_path), *wishes)
    assert done.exit_code == 0, done.output
    assert "70 × 100 mm; huruf terkecil 1,7" in done.stdout
    front, back = texts_of((tmp_path / f"{snack.slug}-70x100.pdf").read_bytes())
    assert "19 Mei 2027" in front and "PAGI-7" in back and "20 November 2026" in back


def test_a_sample_says_why(print_label: Any, db: Any, tmp_path: Path) -> None:
    _, round_ = world.a_snack_with_papers(world.actor(world.SELLER), name="Keripik Lain")
    snack = world.own.product(round_.product_id)
    paper = world.own.papers(snack.id)[world.PaperKind.PIRT]
    paper.seen_at = paper.seen_by_id = None
    db.flush()
    done = print_label("--product", snack.slug, "--out", str(tmp_path), "--json")
    answer = json.loads(done.stdout)
    assert answer["sample"] is True
    assert answer["sample_because"] == ["Nomor P-IRT-nya belum dicocokkan kurator dengan sertifikatnya."]


REFUSED = [
    (("--product", "tidak-ada"), 'Barang "tidak-ada" tidak ada.'),
    (("--size", "3x4"), 'Ukuran "3x4" tidak ada. Pilih 40x60, 50x80, 70x100.'),
    (("--style", "batik"), 'Gaya "batik" tidak ada. Pilih polos, pita, kebun.'),
    (("--production-date", "kemarin"), 'Tanggal "kemarin" tidak terbaca.'),
    (("--code", " "), "Label belum bisa dicetak. Kode produksinya belum diisi."),
    (("--production-date", "2020-01-01"), "Label belum bisa dicetak. Dengan tanggal produksi ini"),
]


@pytest.mark.parametrize(("wish", "sentence"), REFUSED)
def test_what_cannot_be_printed_gets_a_sentence_and_no_file(
    print_label: Any, snack: Product, tmp_path: Path, wish: tuple[str, str], sentence: str
) -> None:
    out = tmp_path / "out"
    done = print_label("--product", snack.slug, "--out", str(out), "--json", *wish)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_named(print_label: Any, snack: Product, tmp_path: Path) -> None:
    file = tmp_path / "berkas"
    file.write_text("sudah ada")
    done = print_label("--product", snack.slug, "--out", str(file))
    assert done.exit_code == 2
    assert done.stderr == f"Folder {file} tidak bisa ditulisi. Pilih folder lain dengan --out.\n"
    assert file.read_text() == "sudah ada"
