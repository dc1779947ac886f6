"""The bench's truth about its invented labels is true: a departure is a real one, and what is declared is plausible."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.regions.rules import city_names
from app.standards.rules.reading.elements import Declared, Element
from bench.labels import facts as made
from bench.labels.words import word

OF = {
    Element.NAME: "food",
    Element.PRODUCER: "producer",
    Element.TOWN: "place",
    Element.NET_WEIGHT: "amount",
    Element.PIRT: "pirt",
    Element.HALAL: "halal",
    Element.BEST_BEFORE: "best_before",
    Element.COMPOSITION: "composition",
}
chances = st.integers(0, 2**32).map(random.Random)
few = settings(max_examples=60, deadline=None)


@few
@given(chances, st.integers(0, 3))
def test_exactly_the_departing_elements_differ_from_what_is_declared(rng, how_many):
    facts = made.invent(rng)
    printed, truth = made.depart(facts, rng, how_many)
    differing = {element for element, name in OF.items() if getattr(facts, name) != getattr(printed, name)}
    assert differing == {element for element, said in truth.items() if said != made.PRESENT}
    assert len(differing) == how_many
    for element in differing:
        assert (not getattr(printed, OF[element])) == (truth[element] == made.ABSENT)


@few
@given(chances)
def test_another_number_has_one_or_two_other_digits(rng):
    facts = made.invent(rng)
    for element in (Element.PIRT, Element.HALAL):
        changed = getattr(made._changed(facts, element, rng), OF[element])
        own = getattr(facts, OF[element])
        assert len(changed) == len(own)
        assert 1 <= sum(one != other for one, other in zip(own, changed, strict=True)) <= 2


@few
@given(chances)
def test_a_changed_town_is_named_nowhere_on_the_label(rng):
    facts = made.invent(rng)
    for printed in (made._changed(facts, Element.TOWN, rng), made._without(facts, Element.TOWN)):
        said = word(printed, rng)
        texts = " ".join([said.address, said.maker, said.slogan, *said.contact, *said.extras])
        assert facts.place.bare.lower() not in texts.lower()


@few
@given(chances)
def test_what_is_declared_has_numbers_of_its_town_and_time(rng):
    facts = made.invent(rng)
    declared = made.declared(facts, rng)
    assert all(Declared(**declared).of(element) for element in Element)
    town = city_names()[f"{facts.pirt[3:5]}.{facts.pirt[5:7]}"]
    assert town == facts.place.town
    assert date(2021, 1, 1) <= date(2000 + int(facts.halal[-2:]), int(facts.halal[-4:-2]), 1) <= made.TODAY
    assert len(facts.halal) == 19
