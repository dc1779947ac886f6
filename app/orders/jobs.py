"""What orders do by the clock."""

from datetime import timedelta

from app.base import clock
from app.db.jobs import every
from app.orders.service import cart, late


@every("40 19 * * *", "orders.forget_old_carts")
def forget_old_carts() -> None:
    """Carts that nobody has touched for three months; they hold addresses."""
    cart.forget_old(clock.now() - timedelta(days=90))


@every("*/15 * * * *", "orders.watch_posts")
def watch_posts() -> None:
    """Parts that are not at their post on their day."""
    late.watch()
