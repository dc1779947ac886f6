"""What curation does by the clock."""

from app.base import clock
from app.curation.service import gifting
from app.db.jobs import every


@every("20 * * * *", "curation.end_lapsed_gifts")
def end_lapsed_gifts() -> None:
    """Tell makers whose official approval ran out; the shelf has let the goods go already."""
    gifting.end_lapsed_gifts(clock.now())
