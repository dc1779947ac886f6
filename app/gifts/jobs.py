"""What gift requests do by the clock. Holds that end are the orders' own (`payments.expire_unpaid`)."""

from app.base import clock
from app.db.jobs import every
from app.gifts.service import reminding


@every("35 * * * *", "gifts.remind")
def remind() -> None:
    """Every hour: heads who have a day left to answer, and what is not there two working days before it is needed."""
    reminding.remind(clock.now())
