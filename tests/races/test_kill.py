"""Server and worker are killed with -9 while orders are paid; Stripe's book and the shop's are the same afterwards."""

from pathlib import Path

import pytest

from app.cli.cluster import Cluster
from bench.kill.run import Wish, on
from tests.support import database

pytestmark = [pytest.mark.race, pytest.mark.db]


def test_nothing_is_lost_or_doubled_when_server_and_worker_are_killed_while_ten_orders_are_paid(
    server: Cluster, tmp_path: Path
) -> None:
    said: list[str] = []
    wish = Wish(orders=10, seed=4, minutes=8, pause=(25, 70), hurry=True)
    with database.clone(server, "killed") as full:
        outcome = on(server.url(full), wish, tmp_path, say=said.append)
    assert outcome.quiet, said
    assert (outcome.sums.lost, outcome.sums.doubled, outcome.sums.untied) == ([], [], [])
    assert (outcome.jobs_left, outcome.crowd.unfinished) == ([], [])
    there, here = outcome.sums.figures["rupiah tinggal"]
    assert there == here
    assert outcome.crowd.orders >= 10 and sum(outcome.killed.values()) >= 2
