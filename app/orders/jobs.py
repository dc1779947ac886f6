"""What orders do by the clock."""

from datetime import timedelta

from app.base import clock
from app.db.jobs import every
from app.orders.service import cart, complaints


@every("40 19 * * *", "orders.forget_old_carts")
def forget_old_carts() -> None:
    """Carts that nobody has touched for three months; they hold addresses."""
    cart.forget_old(clock.now() - timedelta(days=90))


@every("*/10 * * * *", "orders.run_complaint_clocks")
def run_complaint_clocks() -> None:
    """Complaints in which somebody's time is over go on by themselves."""
    complaints.run_clocks(clock.now())
