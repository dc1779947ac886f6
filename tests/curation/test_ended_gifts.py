"""What was an official gift and no longer is: a list with the reason, beside what ends soon."""

from datetime import date, timedelta
from typing import Any

from app.base import clock
from app.curation.queries import gifts as queries
from app.curation.service import gifting
from tests.support import world
from tests.support.curators import a_curator
from tests.support.official import made_official

PAGE = "/kurator/oleh-oleh-resmi/masa-berlaku"


def test_what_was_taken_off_the_shelf_stands_there_with_its_reason(signed_in: Any, db: Any) -> None:
    curator, good = world.actor(world.CURATOR), world.goods().ready
    made_official(good, date(2027, 5, 21))
    held = queries.open_gift(good.id)
    assert held is not None
    assert "Sudah berakhir" not in signed_in(world.CURATOR).get(PAGE).text
    gifting.withdraw(curator, held.id, "Talinya <b>lepas</b>.")
    page = signed_in(world.CURATOR).get(PAGE).text
    assert "Sudah berakhir" in page and "Talinya &lt;b&gt;lepas&lt;/b&gt;." in page
    assert f'href="/kurator/oleh-oleh-resmi/{held.id}"' in page
    assert "Sudah berakhir" not in signed_in(a_curator("35")).get(PAGE).text


def test_what_was_renewed_goes_on_and_is_not_among_them(signed_in: Any, db: Any) -> None:
    good = world.goods().ready
    made_official(good, date(2027, 3, 1))
    with clock.at(world.SUNDAY + timedelta(hours=1)):
        made_official(good, date(2027, 6, 1))
    assert queries.ended(world.actor(world.CURATOR)) == []
