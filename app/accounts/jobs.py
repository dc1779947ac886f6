"""What accounts does by the clock."""

from datetime import timedelta

from app.accounts import service
from app.base import clock
from app.db.jobs import every


@every("50 19 * * *", "accounts.forget_old")
def forget_old() -> None:
    """Tries and ended sessions of more than a month ago."""
    service.forget_old(clock.now() - timedelta(days=30))
