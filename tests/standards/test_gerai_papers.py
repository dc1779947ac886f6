"""NIB and trade mark belong to the gerai: read when stated, never needed, shown to the curator."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.kinds import Category
from app.sellers import queries as sellers
from app.standards import queries, service
from app.standards.models import GeraiPaper
from app.standards.rules.papers import GeraiPaperKind
from app.standards.service import GeraiPaperRefused
from tests.support import books, world
from tests.support.curators import a_file

PAGE = "/penjual/gerai/izin"


def stated() -> dict[str, str]:
    seller = sellers.mine(world.actor(world.SELLER))
    assert seller
    return {kind.value: paper.number for kind, paper in queries.gerai_papers(seller.id).items()}


def test_she_states_both_and_the_curator_reads_them_on_the_round(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.SELLER)
    answer = browser.send(
        PAGE, nib="NIB: 0289 0103 02776", trademark="idm001234567", nib_photo=a_file(world.a_picture())
    )
    assert answer.status_code == 303
    assert stated() == {"nib": "0289010302776", "trademark": "IDM001234567"}
    assert 'value="NIB: 0289 0103 02776"' in browser.get(PAGE).text
    _, opened = world.a_submitted_product(
        world.actor(world.SELLER), name="Keripik Uji", category=Category.CAMILAN
    )
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert "0289010302776" in page and "IDM001234567" in page and "Lihat fotonya" in page


def test_nothing_of_it_is_needed(signed_in: Any, db: Any) -> None:
    assert signed_in(world.SELLER).send(PAGE, nib="", trademark="").status_code == 303
    assert stated() == {}


def test_what_she_clears_is_gone(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.SELLER)
    browser.send(PAGE, nib="0289010302776", trademark="IDM001234567")
    browser.send(PAGE, nib="", trademark="IDM001234567")
    assert stated() == {"trademark": "IDM001234567"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3671014508950001", "NIK tidak ditulis di isian ini"),
        ("028901020277600010002", "Ini nomor PB-UMKU"),
        ("12345", "Nomor ini punya 5 angka, seharusnya 13."),
        ("1111111111111", "NIB ini angka contoh."),
    ],
)
def test_what_cannot_be_a_nib_stays_in_its_field_and_is_not_kept(
    signed_in: Any, db: Any, typed: str, sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    before = books.books()
    answer = browser.send(PAGE, nib=typed)
    assert sentence in answer.text and f'value="{typed}"' in answer.text
    assert db.scalar(sa.select(sa.func.count()).select_from(GeraiPaper)) == 0
    assert books.books() == before


def test_an_odd_trade_mark_number_is_kept_and_looked_at(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.SELLER)
    assert browser.send(PAGE, trademark="merek saya").status_code == 303
    assert "Bentuk nomor merek ini tidak lazim." in browser.get(PAGE).text


def test_a_photo_without_its_number_asks_for_the_number(db: Any) -> None:
    with pytest.raises(GeraiPaperRefused, match="Tulis nomornya juga"):
        service.state_gerai_paper(
            world.actor(world.SELLER), GeraiPaperKind.NIB, typed="", evidence=world.a_picture()
        )
    assert stated() == {}


def test_a_file_that_is_no_photo_is_said_beside_it(signed_in: Any, db: Any) -> None:
    answer = signed_in(world.SELLER).send(PAGE, nib="0289010302776", nib_photo=a_file(b"%PDF-1.4"))
    assert answer.status_code == 200
    assert stated() == {}
