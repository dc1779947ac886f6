"""The promise of two days: how a round stands against it, what the seller reads, who is reminded and when."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts import service as accounts
from app.base import clock
from app.base.actor import CHAIR, Role
from app.curation.jobs import remind
from app.curation.models import Round
from app.curation.rules.promise import Promise, Standing, age_of, span
from app.curation.service import claiming, conflicts, judging
from app.notices.models import Notice
from config import Misconfigured, load
from tests.support import world
from tests.support.curators import a_curator

HOUR = timedelta(hours=1)
PROMISE = Promise()

AGES = [
    (timedelta(0), Standing.FRESH, "sisa 48 jam"),
    (24 * HOUR - timedelta(seconds=1), Standing.FRESH, "sisa 24 jam"),
    (24 * HOUR, Standing.SOON, "sisa 24 jam"),
    (47.5 * HOUR, Standing.SOON, "sisa 30 menit"),
    (48 * HOUR, Standing.SOON, "sisa 0 menit"),  # the promised moment itself is kept
    (49 * HOUR, Standing.LATE, "lewat 1 jam"),
    (96 * HOUR, Standing.LATE, "lewat 48 jam"),
    (97 * HOUR, Standing.VERY_LATE, "lewat 49 jam"),
    (240 * HOUR, Standing.VERY_LATE, "lewat 8 hari"),
]


@pytest.mark.parametrize(("waited", "standing", "words"), AGES)
def test_a_round_stands_against_the_promise(waited: timedelta, standing: Standing, words: str) -> None:
    age = age_of(world.SUNDAY - waited, world.SUNDAY, PROMISE)
    assert (age.standing, age.words) == (standing, words)
    assert age.is_late is (waited > PROMISE.answer)


@settings(deadline=None, max_examples=100)
@given(st.timedeltas(timedelta(0), timedelta(days=60)), st.integers(1, 200))
def test_what_waited_and_what_is_left_are_the_promise(waited: timedelta, hours: int) -> None:
    promise = Promise(timedelta(hours=hours))
    age = age_of(world.SUNDAY - waited, world.SUNDAY, promise)
    assert age.waited + age.left == promise.answer
    assert age.is_late is (promise.due(world.SUNDAY - waited) < world.SUNDAY)


@pytest.mark.parametrize(
    ("length", "words"), [(59, "59 menit"), (60, "1 jam"), (71 * 60 + 59, "71 jam"), (72 * 60, "3 hari")]
)
def test_lengths_are_said_in_whole_units(length: int, words: str) -> None:
    assert span(timedelta(minutes=length)) == words


@pytest.mark.parametrize(("hours", "words"), [("48", "2 hari"), ("36", "36 jam"), ("72", "3 hari")])
def test_the_promise_is_a_setting(tmp_path: Path, hours: str, words: str) -> None:
    env = {"DATABASE_URL": "postgresql://gerai@/gerai", "SECRET_KEY": "x" * 32, "GERAI_VAR": str(tmp_path)}
    loaded = load({**env, "REVIEW_HOURS": hours, "CLAIM_HOURS": "12"})
    promise = Promise(timedelta(hours=loaded.review_hours), timedelta(hours=loaded.claim_hours))
    assert (promise.words, promise.claim) == (words, 12 * HOUR)
    for wrong in ("0", "-1", "dua", "721"):
        with pytest.raises(Misconfigured, match="REVIEW_HOURS harus angka 1 sampai 720"):
            load({**env, "REVIEW_HOURS": wrong})


# -- what the seller reads ----------------------------------------------------------------------------


@pytest.fixture
def opened(db: Any) -> Round:
    """The second in Tangerang's line; one of Surabaya waits before both."""
    far = world.a_maker()
    world.a_gerai(far, "Gerai Jauh", village=world.SURABAYA)
    world.a_submitted_product(far, name="Keset Surabaya")
    world.a_submitted_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga")
    return world.a_submitted_product(world.actor(world.SELLER))[1]


def hers(signed_in: Any) -> str:
    text: str = signed_in(world.SELLER).get("/penjual/barang/keset-uji").text
    return " ".join(text.split())


def test_she_reads_her_place_and_until_when_she_is_answered(opened: Round, signed_in: Any) -> None:
    page = hers(signed_in)
    assert "Menunggu kurator: nomor 2 dari 2 di Kota Tangerang." in page
    assert "Jawabannya paling lambat Sel, 24 Nov 10.00 WIB." in page


def test_she_reads_that_somebody_looks_but_never_who(opened: Round, signed_in: Any) -> None:
    claiming.claim(world.actor(world.CURATOR), opened.id)
    page = hers(signed_in)
    assert "Sedang diperiksa kurator." in page and "Sejak Min, 22 Nov 10.00 WIB." in page
    assert "Wulan" not in page


def test_a_broken_promise_is_admitted(opened: Round, signed_in: Any) -> None:
    with clock.at(world.SUNDAY + 49 * HOUR):
        page = hers(signed_in)
    assert "Janji kami 2 hari, sampai Sel, 24 Nov 10.00 WIB, sudah lewat. Maaf, ya, Bu." in page
    assert "nomor 2 dari 2 di Kota Tangerang." in page


# -- reminders --------------------------------------------------------------------------------------


def told(db: Any) -> list[tuple[int, str]]:
    """Who was told what about lateness, since the goods were handed in."""
    rows = db.execute(
        sa.select(Notice.person_id, Notice.subject)
        .where(Notice.made_at > world.SUNDAY, Notice.subject.contains("Keset Uji"))
        .order_by(Notice.id)
    )
    return [(person_id, subject) for person_id, subject in rows]


def remind_after(hours: int) -> None:
    with clock.at(world.SUNDAY + hours * HOUR):
        remind()


def of(phone: str) -> int:
    return world.actor(phone).person_id


LATE = "Keset Uji menunggu lebih dari 2 hari"
VERY_LATE = "Keset Uji menunggu dua kali lebih lama dari janji"


def test_the_curators_of_the_smallest_region_are_told_once(opened: Round, db: Any) -> None:
    near = a_curator("36.71", "Nani Kurator")
    remind_after(48)
    assert told(db) == []
    for hours in (49, 60):
        remind_after(hours)
    assert told(db) == [(of(near), LATE)]
    assert opened.reminders == 1


def test_who_looks_at_it_is_told_alone(opened: Round, db: Any) -> None:
    a_curator("36.71")
    with clock.at(world.SUNDAY + 40 * HOUR):
        claiming.claim(world.actor(world.CURATOR), opened.id)
    remind_after(49)
    assert told(db) == [(of(world.CURATOR), LATE)]


def test_after_twice_the_promise_the_chair_is_told(opened: Round, db: Any) -> None:
    chair = a_curator("36.71", "Ibu Ketua")
    accounts.grant(None, of(chair), Role.CURATOR, region="36.71.05", pokja=CHAIR)
    remind_after(97)
    assert told(db) == [(of(chair), VERY_LATE)]
    assert opened.reminders == 2
    remind_after(120)
    assert len(told(db)) == 1


def test_without_a_chair_the_admins_are_told_that_nobody_leads(opened: Round, db: Any) -> None:
    remind_after(97)
    assert told(db) == [(of(world.ADMIN), "Belum ada kurator untuk Keset Uji")]


def test_where_all_of_the_nearest_may_not_the_next_region_up_is_told(opened: Round, db: Any) -> None:
    near = a_curator("36.71", "Nani Kurator")
    conflicts.declare_from_round(world.actor(near), opened.id, "Adik saya")
    remind_after(49)
    assert told(db) == [(of(world.CURATOR), LATE)]


def test_what_is_answered_reminds_nobody(opened: Round, db: Any) -> None:
    judging.decline(world.actor(world.CURATOR), opened.id, "Barang pabrik.")
    remind_after(97)
    assert [one for one in told(db) if one[1] in (LATE, VERY_LATE)] == []
