"""What orders do by the clock, and after a recall."""

from datetime import timedelta

from app.base import clock
from app.db.jobs import every, job
from app.orders.service import cart, recalling


@every("40 19 * * *", "orders.forget_old_carts")
def forget_old_carts() -> None:
    """Carts that nobody has touched for three months; they hold addresses."""
    cart.forget_old(clock.now() - timedelta(days=90))


@job("orders.settle_recall")
def settle_recall(batch_id: int) -> None:
    """What becomes of the orders that hold a recalled batch."""
    recalling.settle(batch_id)
