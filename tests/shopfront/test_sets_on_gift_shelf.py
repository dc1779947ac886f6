"""Sets stand above single gifts and meet the same wishes, each as a whole."""

from typing import Any

import pytest

from tests.support import bundles
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


def test_a_draft_of_a_set_is_nowhere(db: Any, client: PageClient) -> None:
    bundles.a_draft({bundles.two_gifts()[0]: 2}, name="Dua Rumah")
    assert not is_there(client, "")
