"""What gift requests do by the clock. Holds that end are the orders' own (`payments.expire_unpaid`)."""

from app.base import clock
from app.db.jobs import every
from app.gifts.service import recalled, reminding


@every("35 * * * *", "gifts.remind")
def remind() -> None:
    """Every hour: heads who have a day left to answer, what is not there two working days before it is needed, and recalled
    gifts of which an agency has not said what it did."""
    reminding.remind(clock.now())
    recalled.remind(clock.now())
