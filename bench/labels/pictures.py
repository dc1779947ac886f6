"""The plan of a set: which facts, which departures, which layout, which distortions. The same seed gives the same set."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from app.standards.rules.reading.elements import Element
from bench.labels import facts as made
from bench.labels.layouts import LAYOUTS
from bench.labels.photo import DISTORTIONS, NEVER_TOGETHER, photograph
from bench.labels.words import word


@dataclass(frozen=True)
class Case:
    """One pack: its photos (JPEG), what is declared of it, what is true of it."""

    number: int
    layout: str
    distortions: tuple[str, ...]
    photos: tuple[bytes, ...]
    declared: dict[str, str]
    truth: dict[Element, str]


def cases(seed: int, count: int) -> Iterator[Case]:
    """`count` packs; every second departs from what is declared in one to three elements."""
    for number in range(count):
        yield case(seed, number)


def case(seed: int, number: int) -> Case:
    """Pack `number` of this seed's set."""
    rng = random.Random(f"{seed}/{number}")
    names = list(LAYOUTS)
    name = names[number % len(names)]
    distortions = _distortions(number // len(names), rng)
    facts = made.invent(rng)
    said = made.declared(facts, rng)
    printed, truth = made.depart(facts, rng, rng.randint(1, 3) if number % 2 else 0)
    layout = LAYOUTS[name]
    pack = rng.choice(layout.pack)
    photos = tuple(
        photograph(side, pack, disc=layout.round, distortions=distortions, rng=rng)
        for side in layout.draw(word(printed, rng), rng)
    )
    return Case(number, name, distortions, photos, said, truth)


def _distortions(turn: int, rng: random.Random) -> tuple[str, ...]:
    """By turns none, one, two: each distortion comes alone as often as in a pair."""
    if turn % 8 == 0:
        return ()
    first = rng.choice(DISTORTIONS)
    if turn % 2:
        return (first,)
    groups = [group for group in NEVER_TOGETHER if first in group]
    others = [one for one in DISTORTIONS if one != first and not any(one in group for group in groups)]
    return (first, rng.choice(others))
