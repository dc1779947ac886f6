"""Pictures that are no photo of one label: a sentence or plain answers, never a crash and never something found that is not there."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.adapters.label_reader import MOST_PIECES, RapidReader
from app.cli.standards import standards
from app.standards.rules.reading.elements import Declared, Element
from app.standards.rules.reading.read import read_label
from tests.standards.reading import pictures
from tests.standards.reading.sights import sight
from tests.support.pictures import written

MIXED = Path(__file__).parents[1] / "data" / "labels" / "mixed-scripts.jpg"
"""Latin beside Javanese, Chinese and Arabic letters, drawn once with Noto faces that the repository does not carry."""
JENANG = {
    "name": "Jenang Kudus",
    "producer": "UD Sekar Arum",
    "town": "Kabupaten Kudus",
    "net_weight": "250 g",
    "pirt": "P-IRT No. 2093319010456-29",
    "halal": "ID33110000456780424",
    "best_before": "12-04-2027",
    "composition": "tepung ketan, gula kelapa, santan kelapa, garam",
}
LINES = (
    "Jenang Kudus",
    "Netto 250 g",
    "P-IRT No. 2093319010456-29",
    "ID33110000456780424",
    "Diproduksi oleh: UD Sekar Arum, Kudus",
)
NOTHING = dict.fromkeys((element.value for element in Element), "not_found")


@pytest.fixture(scope="module")
def reader() -> RapidReader:
    return RapidReader()


def read(reader: RapidReader, content: bytes, **changed: str) -> dict[str, str]:
    declared = Declared(**{**JENANG, **changed})
    return pictures.statuses(read_label([reader.read(content)], declared, today=pictures.TODAY))


def asked(folder: Path, content: bytes, name: str = "muka.jpg") -> Result:
    (folder / name).write_bytes(content)
    (folder / "facts.json").write_text(json.dumps(JENANG))
    return CliRunner().invoke(
        standards, ["label", str(folder / name), "--facts", str(folder / "facts.json"), "--json"]
    )


@pytest.mark.parametrize("kind", ["text", "pdf", "empty", "half"])
def test_a_file_that_is_no_photo_gets_a_sentence(kind: str, tmp_path: Path):
    label = pictures.label(LINES)
    content = {
        "text": b"Nomor P-IRT 2093319010456-29, tolong dibaca ya\n" * 40,
        "pdf": pictures.pdf_of(label),
        "empty": b"",
        "half": written(label)[:2000],
    }[kind]
    result = asked(tmp_path, content)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "foto" in result.stderr.lower()
    assert "Traceback" not in result.output and not isinstance(result.exception, OSError)


@pytest.mark.parametrize(
    "content",
    [pictures.plain("white"), pictures.plain("black"), pictures.weave(), pictures.landscape()],
    ids=["white", "black", "weave", "landscape"],
)
def test_where_there_is_no_label_nothing_is_found(content: bytes, reader: RapidReader):
    assert read(reader, content) == NOTHING


def test_a_label_two_hundred_pixels_wide_is_never_taken_for_another(reader: RapidReader):
    small = pictures.label(LINES)
    small.thumbnail((200, 10_000))
    small = small.resize((max(200, small.width), max(200, small.height)))
    other = read(
        reader, written(small), pirt="2153319010999-31", halal="ID33110000456789924", net_weight="75 g"
    )
    assert "found" not in {other["pirt"], other["halal"], other["net_weight"]}


def test_forty_labels_in_one_picture_are_read_to_an_end(reader: RapidReader):
    content = pictures.wall_of(pictures.label(LINES, size=60), 40)
    sight = reader.read(content)
    assert 40 <= len(sight.lines) <= MOST_PIECES
    found = pictures.statuses(
        read_label(
            [sight],
            Declared(**{**JENANG, "net_weight": "400 g", "pirt": "2153374020777-30"}),
            today=pictures.TODAY,
        )
    )
    assert "found" not in {found["net_weight"], found["pirt"]}


def test_other_scripts_beside_it_do_not_disturb_what_stands_in_latin(reader: RapidReader):
    assert read(reader, MIXED.read_bytes()) == dict.fromkeys(JENANG, "found")


def test_letters_printed_for_digits_are_the_digits_they_look_like(reader: RapidReader):
    label = pictures.label(["P-IRT No. 2O933l9O1O456-29", "lD331100O0456780424", "Netto 25O g"])
    answers = read(reader, written(label))
    assert (answers["pirt"], answers["halal"], answers["net_weight"]) == ("found", "found", "found")


def test_markup_on_a_label_is_text(tmp_path: Path):
    label = pictures.label(["<script>alert(1)</script>", "<b>Jenang Kudus</b>", "Netto 250 g"])
    result = asked(tmp_path, written(label))
    assert result.exit_code == 0
    names = [one["name"] for one in json.loads(result.stdout)["elements"]]
    assert names == [element.value for element in Element]


def test_a_composition_of_ten_pages_is_compared_and_refuses_nothing():
    endless = ", ".join(f"bahan nomor {number}" for number in range(3000))
    seen = sight("Komposisi: tepung ketan, gula kelapa, santan kelapa, garam", "Netto 250 g")
    declared = Declared(composition=endless, net_weight="250 g")
    answers = pictures.statuses(read_label([seen], declared, today=pictures.TODAY))
    assert (answers["composition"], answers["net_weight"]) == ("different", "found")
