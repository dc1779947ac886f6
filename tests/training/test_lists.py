"""Longer lists of trainings, certificates and participants ask no more of the database."""

from typing import Any

import pytest

from app.base.actor import Actor
from app.training import service
from tests.support import world
from tests.support.counting import statements
from tests.support.pages import PageClient


@pytest.fixture
def boss(db: Any) -> Actor:
    return world.actor(world.OFFICER)


def asked(browser: PageClient, path: str) -> int:
    """How many statements the page takes."""
    with statements() as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def test_the_officers_trainings(boss: Actor, signed_in: Any) -> None:
    officer = signed_in(world.OFFICER)
    world.a_training(boss)
    before = asked(officer, "/dinas/pelatihan")
    for number in range(5):
        training_id = world.a_training(boss, "Payet")
        service.enrol(boss, training_id, name=f"Ibu {number}", identity=None, known_id=None)
    assert asked(officer, "/dinas/pelatihan") == before <= 6


def test_a_sellers_certificates(boss: Actor, signed_in: Any) -> None:
    seller = signed_in(world.OTHER_SELLER)
    before = asked(seller, "/penjual/sertifikat")
    for _ in range(4):
        world.a_certificate(boss, world.actor(world.OTHER_SELLER).person_id)
    assert seller.get("/penjual/sertifikat").text.count("PLT-3671-2026") == 5
    assert asked(seller, "/penjual/sertifikat") == before <= 6


def test_a_participant_with_many_certificates_and_kader(boss: Actor, signed_in: Any) -> None:
    officer = signed_in(world.OFFICER)
    first = world.a_certificate(boss, world.actor(world.SELLER).person_id)
    path = f"/dinas/pelatihan/peserta/{first.participant_id}"
    before = asked(officer, path)
    for _ in range(3):
        service.revoke_certificate(boss, first.id, "Keliru")
        first = service.give_certificate(boss, first.participant_id)
    assert officer.get(path).text.count("Dicabut: Keliru") == 3
    assert asked(officer, path) == before
