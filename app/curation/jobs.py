"""What curation does by the clock."""

from app.base import clock
from app.curation.service import claiming, gifting, panel, reminding
from app.db.jobs import every


@every("20 * * * *", "curation.end_lapsed_gifts")
def end_lapsed_gifts() -> None:
    """Tell makers whose official approval ran out; the shelf has let the goods go already."""
    gifting.end_lapsed(clock.now())


@every("25 * * * *", "curation.close_proposals")
def close_proposals() -> None:
    """Proposals about which nobody spoke in time."""
    panel.lapse(clock.now())


@every("30 1 * * *", "curation.tell_of_ends")
def tell_of_ends() -> None:
    """Half past eight in the morning in Jakarta: official gifts that end in 60, 30 and 7 days."""
    gifting.remind(clock.now())


@every("*/10 * * * *", "curation.end_claims")
def end_claims() -> None:
    """Rounds that a curator has claimed and left return to the queue."""
    claiming.end_lapsed(clock.now())


@every("5 * * * *", "curation.remind")
def remind() -> None:
    """Curators, and later their chair, are told of rounds that wait longer than was promised."""
    reminding.remind(clock.now())
