"""Sets stand above single gifts and meet the same wishes, each as a whole."""

import re
from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.catalog.models import Variant
from app.catalog.queries import bundles as shop
from tests.support import bundles, world
from tests.support.pages import PageClient

PAGE = "/oleh-oleh-resmi"


def is_there(client: PageClient, query: str) -> bool:
    return ">Set Dua Rumah</a>" in client.get(f"{PAGE}?{query}").text


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", True),
        ("harga=100000-250000", True),
        ("harga=50000-100000", False),
        ("daerah=banten", True),
        ("daerah=jawa-timur", False),
        ("cerita=1", True),
        ("kabin=1", False),
        ("sampai=2027-05-31", True),
        ("sampai=2027-06-01", False),
        ("sebelum=2026-11-24", True),
        ("acara=rapat", False),
        ("daerah=banten&cerita=1&harga=100000-250000", True),
    ],
)
def test_a_set_stands_where_it_meets_all_that_is_asked(
    db: Any, client: PageClient, query: str, there: bool
) -> None:
    bundles.a_bundle()  # two of 45.000 and one of 30.000, official until 31 May, ready on Monday
    assert is_there(client, query) is there


def test_a_set_of_small_parts_goes_into_a_cabin(db: Any, client: PageClient) -> None:
    bundle = bundles.a_bundle()
    for part in shop.sheet(bundle).parts:
        row = db.get(Variant, part.variant_id)
        row.length_cm, row.width_cm, row.height_cm = 30, 20, 5
    db.flush()
    assert is_there(client, "kabin=1")
    assert "muat, semuanya ditumpuk 30 × 20 × 15 cm" in client.get("/set/dua-rumah").text


def test_an_older_set_is_found_behind_many_newer_ones(db: Any, client: PageClient) -> None:
    ready, neighbour = bundles.two_gifts()
    bundles.a_bundle({ready: 2, neighbour: 1})
    for number in range(5):
        with clock.at(world.SUNDAY + timedelta(minutes=number + 1)):
            bundles.a_bundle({ready: 1, neighbour: 1}, name=f"Baru {number}")
    assert not is_there(client, "")  # the newest four stand there
    assert is_there(client, "harga=100000-250000")


def test_where_only_a_set_meets_all_nothing_is_called_missing(db: Any, client: PageClient) -> None:
    bundles.a_bundle()
    text = client.get(f"{PAGE}?harga=100000-250000").text
    assert "Barang satuan yang memenuhi semuanya belum ada" in text
    assert "Belum ada yang memenuhi semuanya" not in text
    # and the prices of sets can be chosen though no single good has them
    assert re.search(r"Rp100\.000–250\.000 <small>set<", client.get(PAGE).text)


def test_a_draft_of_a_set_is_nowhere(db: Any, client: PageClient) -> None:
    bundles.a_draft({bundles.two_gifts()[0]: 2}, name="Dua Rumah")
    assert not is_there(client, "")
