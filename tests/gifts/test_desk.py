"""What lies on an officer's desk names what somebody has to step in for."""

from typing import Any

import sqlalchemy as sa

from app.db.session import session
from app.gifts.queries import desk, requests
from app.gifts.queries.desk import Waiting
from app.orders.models import Parcel
from app.orders.service import parcels
from tests.support import gifts, world
from tests.support.counting import statements
from tests.support.pages import PageClient


def decline(seller_id: int, maker: Any) -> None:
    parcel = session().scalars(sa.select(Parcel).where(Parcel.seller_id == seller_id)).one()
    parcels.decline(maker, parcel.id, "Sakit.")


def test_a_request_that_lacks_a_maker_stands_out_on_the_desk_and_in_the_list(db: Any, signed_in: Any) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    whole, torn = gifts.agreed(one), gifts.agreed(two, event="Kunjungan Kerja")
    assert desk.waiting(gifts.staff()) == Waiting(0, 0, 0)
    decline(two.seller_id, gifts.maker_of(two))
    assert requests.gaps_in([whole, torn]) == {torn.id: 20}
    assert desk.waiting(gifts.staff()) == Waiting(0, 0, 1)
    officer: PageClient = signed_in(world.OFFICER)
    told = "20 barang belum ada pembuatnya. Pilih penggantinya."
    assert officer.get("/dinas/cinderamata").text.count(told) == 1
    assert "1 permintaan cinderamata perlu pengganti pembuat" in officer.get("/dinas").text


def test_many_requests_are_looked_at_in_two_statements(db: Any) -> None:
    found = [gifts.agreed(gifts.an_official_maker(name, stock=30)) for name in ("Satu", "Dua", "Tiga")]
    for one in found:
        session().refresh(one)
    with statements() as asked:
        assert requests.gaps_in(found) == {}
    assert len(asked) == 2
