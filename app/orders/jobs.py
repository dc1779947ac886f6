"""What orders do by the clock, and after a recall."""

from datetime import timedelta

from flask import current_app

from app.base import clock
from app.db.jobs import every, job
from app.orders.rules.printing import KEPT_FOR
from app.orders.service import answering, cart, complaints, delaying, late, printing, recalling, silence


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


@every("*/10 * * * *", "orders.run_complaint_clocks")
def run_complaint_clocks() -> None:
    """Complaints in which somebody's time is over go on by themselves."""
    complaints.run_clocks(clock.now())


@every("*/15 * * * *", "orders.watch_posts")
def watch_posts() -> None:
    """Parts that are not at their post on their day."""
    late.watch()


@every("20 * * * *", "orders.watch_silence")
def watch_silence() -> None:
    """Every hour: parcels of which their buyers have said nothing for days."""
    silence.watch(clock.now())


@job("orders.print_run")
def print_run(run_id: int) -> None:
    """Make the labels or packing lists of many parcels."""
    printing.make(run_id, test=current_app.config["DEMO"])


@every("50 19 * * *", "orders.forget_prints")
def forget_prints() -> None:
    """Printed labels after a week; they hold addresses."""
    printing.forget_old(clock.now() - KEPT_FOR)


@job("orders.settle_recall")
def settle_recall(batch_id: int) -> None:
    """What becomes of the orders that hold a recalled batch."""
    recalling.settle(batch_id)
