"""The plan of a set: which facts, which departures, which layout, which distortions. The same seed gives the same set."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from app.standards.rules.reading.elements import Element
from bench.labels import facts as made
from bench.labels.layouts import LAYOUTS, OTHERS, OURS
from bench.labels.layouts.kinds import Layout
from bench.labels.photo import DISTORTIONS, NEVER_TOGETHER, photograph
from bench.labels.sheet import DoesNotFit
from bench.labels.words import word


@dataclass(frozen=True)
class Plan:
    """What a picture is going to be, before it is drawn."""

    seed: int
    number: int
    layout: str
    distortions: tuple[str, ...]
    departs: bool


@dataclass(frozen=True)
class Case:
    """One pack: its photos (JPEG), what is declared of it, what is true of it."""

    plan: Plan
    photos: tuple[bytes, ...]
    declared: dict[str, str]
    truth: dict[Element, str]


def plans(seed: int, count: int, only: str = "") -> Iterator[Plan]:
    """The first `count` of a seed's endless row; `only` keeps those of one layout or with one distortion."""
    every = (plan(seed, number) for number in itertools.count())
    chosen = (one for one in every if not only or only == one.layout or only in one.distortions)
    return itertools.islice(chosen, count)


def plan(seed: int, number: int) -> Plan:
    """Every second departs from what is declared; of two one is of our maker, and on each side layouts take turns; of eight one is undistorted, four bear one distortion, three two."""
    names = list(OTHERS if number // 2 % 2 else OURS)
    rng = random.Random(f"plan/{seed}/{number}")
    return Plan(seed, number, names[number // 4 % len(names)], _distortions(rng), number % 2 == 1)


def draw(planned: Plan) -> Case:
    """The photos and the truth of a plan."""
    rng = random.Random(f"draw/{planned.seed}/{planned.number}")
    facts = made.invent(rng)
    declared = made.declared(facts, rng)
    printed, truth = made.depart(facts, rng, rng.randint(1, 3) if planned.departs else 0)
    declared, printed = made.undeclared(declared, printed, truth, rng)
    layout = LAYOUTS[planned.layout]
    pack = rng.choice(layout.pack)
    photos = tuple(
        photograph(side, pack, disc=layout.round, distortions=planned.distortions, rng=rng)
        for side in _set(layout, printed, rng)
    )
    return Case(planned, photos, declared, truth)


def _set(layout: Layout, printed: made.Facts, rng: random.Random) -> list[Image.Image]:
    """The label's sides, in the first wording that goes on it whole."""
    for _ in range(60):
        try:
            return layout.draw(word(printed, rng), rng)
        except DoesNotFit:
            continue
    raise RuntimeError(f"{layout} cannot hold {printed}")


def _distortions(rng: random.Random) -> tuple[str, ...]:
    if rng.random() < 1 / 8:
        return ()
    first = rng.choice(DISTORTIONS)
    if rng.random() < 4 / 7:
        return (first,)
    groups = [group for group in NEVER_TOGETHER if first in group]
    others = [one for one in DISTORTIONS if one != first and not any(one in group for group in groups)]
    return (first, rng.choice(others))
