"""What somebody in another process does in place of buyers and of Stripe: `POST /control/<deed>`, JSON both ways.

pay, lapse, money-comes   {"session": "cs_…"}; pay with "later": true for a way that takes days; answers how the session
                          stands, and where the buyer is sent back to
finish-refund             {"refund": "re_…", "status": "succeeded" | "failed" | "canceled"}
troubles                  {"next": ["lost", "down", …]}: what happens to the next requests
deliver                   {"to": "http://127.0.0.1:…/hooks/stripe", "twice": 0.1, "late": 0.2, "never": 0.1, "most": 3, "seed": 1}
idle                      {"seconds": 10}: waits until nothing is left to be delivered
GET /control/book         everything it knows
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.fakes.stripe_server.delivery import Habits
from tests.fakes.stripe_server.troubles import Trouble

if TYPE_CHECKING:
    from tests.fakes.stripe_server.server import FakeStripe

Wish = dict[str, Any]


def do(fake: "FakeStripe", path: str, wish: Wish) -> tuple[int, Wish]:
    """Status and answer of a deed; 404 for one that it does not know, or about a thing that is not there."""
    deeds: dict[str, Callable[[Wish], Wish]] = {
        "/control/book": lambda _: fake.book(),
        "/control/pay": lambda w: _paid(fake, w),
        "/control/lapse": lambda w: _done(fake.lapse(w["session"])),
        "/control/money-comes": lambda w: _done(fake.money_comes(w["session"])),
        "/control/finish-refund": lambda w: _done(fake.finish_refund(w["refund"], w["status"])),
        "/control/troubles": lambda w: _done(fake.troubles.extend(Trouble(one) for one in w["next"])),
        "/control/deliver": lambda w: _done(fake.deliver_to(w.pop("to"), Habits(**w))),
        "/control/idle": lambda w: {"idle": fake.idle(float(w["seconds"]))},
    }
    if path not in deeds:
        return 404, {"error": f"no such deed: {path}"}
    try:
        return 200, deeds[path](wish)
    except (KeyError, TypeError, ValueError) as wrong:
        return 400, {"error": f"{type(wrong).__name__}: {wrong}"}


def _paid(fake: "FakeStripe", wish: Wish) -> Wish:
    fake.pay(wish["session"], later=bool(wish.get("later")))
    session = fake.sessions[wish["session"]]
    return {"status": session["status"], "success_url": session["success_url"]}


def _done(_: None) -> Wish:
    return {}
