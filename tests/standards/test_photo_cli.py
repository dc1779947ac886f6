"""The command `photo`: a verdict with measures, several files at once, and one sentence for what is no photo."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw, ImageFilter

from app.cli.standards import standards
from tests.support.pictures import only_a_header, quarters, written


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(standards, ["photo", *(str(argument) for argument in arguments)])


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def mats(blur: float = 0) -> bytes:
    picture = Image.new("RGB", (900, 900), (150, 140, 130))
    pen = ImageDraw.Draw(picture)
    for at in range(9):
        pen.ellipse(
            [at % 3 * 290 + 40, at // 3 * 290 + 40, at % 3 * 290 + 280, at // 3 * 290 + 280], (90, 30, 60)
        )
    return written(picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture)


def test_a_good_photo_is_ok_and_its_measures_have_units(tmp_path: Path) -> None:
    path = put(tmp_path, "baik.jpg", mats())
    result = run(path, "--json")
    answer: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, answer["verdict"], answer["findings"]) == (0, "ok", [])
    assert answer["file"] == str(path)
    assert answer["measures"]["width"] == {"value": 900, "unit": "piksel"}
    assert answer["measures"]["softness"]["unit"] == "piksel dari 800"
    assert answer["measures"]["softness"]["value"] < 0.4
    assert {one["unit"] for one in answer["measures"].values()} == {
        "piksel", "piksel dari 800", "tingkat dari 255", "bagian dari 1", "garis", "ya/tidak",
    }  # fmt: skip


def test_a_blurred_photo_is_told_in_words(tmp_path: Path) -> None:
    result = run(put(tmp_path, "kabur.jpg", mats(blur=6)))
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[:3] == [
        "Berkas:         kabur.jpg",
        "Hasil:          photos.blurred",
        "Besar:          900 × 900 piksel",
    ]
    assert lines[-1] == (
        "- [periksa] Foto ini kabur, tidak ada bagian yang tajam. "
        "Lap lensanya, mundur sedikit, sentuh barangnya di layar, lalu ambil lagi."
    )
    assert "Ukuran layar:   tidak" in lines


def test_several_files_are_answered_line_by_line(tmp_path: Path) -> None:
    good, poor = put(tmp_path, "a.jpg", mats()), put(tmp_path, "b.jpg", mats(blur=6))
    answers = [json.loads(line) for line in run(good, poor, "--json").stdout.splitlines()]
    assert [(one["file"], one["verdict"]) for one in answers] == [
        (str(good), "ok"),
        (str(poor), ["photos.blurred"]),
    ]


def test_what_is_no_photo_among_others_stops_nobody_else(tmp_path: Path) -> None:
    paper, good = put(tmp_path, "surat.pdf", b"%PDF-1.7\n%%EOF"), put(tmp_path, "a.jpg", mats())
    result = run(paper, good, "--json")
    assert result.exit_code == 2
    assert [json.loads(line)["verdict"] for line in result.stdout.splitlines()] == ["ok"]
    assert result.stderr == "surat.pdf: Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya.\n"


BROKEN = "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."
NO_PHOTOS = {
    "teks.jpg": (b"ini bukan foto", BROKEN),
    "surat.pdf": (b"%PDF-1.7\n%%EOF", "Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya."),
    "surat.docx": (
        b"PK\x03\x04" + bytes(60),
        "Ini berkas dokumen, bukan foto. Buka lalu foto layarnya, atau foto kertasnya.",
    ),
    "bom.png": (
        only_a_header(60000, 60000),
        "Foto ini terlalu besar ukurannya. Pilih ukuran foto yang lebih kecil di kamera HP.",
    ),
    "besar.jpg": (
        written(quarters()) + bytes(25 * 1024 * 1024),
        "Foto ini lebih dari 25 MB. Ambil ulang dengan kamera HP, atau pilih foto lain.",
    ),
    "terpotong.jpg": (written(quarters())[:700], BROKEN),
}


@pytest.mark.parametrize("name", NO_PHOTOS)
@pytest.mark.parametrize("as_json", [True, False])
def test_what_is_no_photo_is_one_sentence_and_exit_code_2(tmp_path: Path, name: str, as_json: bool) -> None:
    content, sentence = NO_PHOTOS[name]
    result = run(put(tmp_path, name, content), *(["--json"] if as_json else []))
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence + "\n")


def test_what_cannot_be_opened_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    empty, pipe, missing = put(tmp_path, "kosong.jpg", b""), tmp_path / "pipa", tmp_path / "tidak-ada.jpg"
    os.mkfifo(pipe)
    for arguments, sentence in (
        ((tmp_path,), f"{tmp_path} sebuah folder. Tulis nama berkas fotonya."),
        ((empty,), f"Berkas {empty} kosong. Kirim ulang fotonya dari HP."),
        ((missing,), f"Berkas {missing} tidak bisa dibuka. Periksa nama dan letaknya."),
        ((pipe,), f"Berkas {pipe} tidak bisa dibuka. Periksa nama dan letaknya."),
        ((), "Tulis nama berkas fotonya."),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence + "\n")
