"""What orders do by the clock."""

from datetime import timedelta

from app.base import clock
from app.db.jobs import every
from app.orders.service import answering, cart, delaying


@every("40 19 * * *", "orders.forget_old_carts")
def forget_old_carts() -> None:
    """Carts that nobody has touched for three months; they hold addresses."""
    cart.forget_old(clock.now() - timedelta(days=90))


@every("*/5 * * * *", "orders.watch_answers")
def watch_answers() -> None:
    """Every five minutes: let go of what sellers or buyers have not answered in time, and remind sellers at half time."""
    answering.lapse_unanswered(clock.now())
    answering.remind_unanswered(clock.now())
    delaying.close_unanswered(clock.now())
