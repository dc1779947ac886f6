"""A small Stripe over real HTTP on 127.0.0.1, stateful as the real one; the installed SDK's types are its contract.

It knows Checkout Sessions, refunds and events: what the adapter uses. It refuses parameters that the SDK's typed
parameters do not name, replays an idempotency key, refuses the same key with another body, and delivers webhooks by
itself when it is given an address. `python -m tests.fakes.stripe_server --help` runs it as a process of its own.
"""

from tests.fakes.stripe_server.account import LARGEST, LONGEST, SHORTEST, SMALLEST, Account
from tests.fakes.stripe_server.contract import check_names
from tests.fakes.stripe_server.delivery import Delivery, Habits
from tests.fakes.stripe_server.server import KEY, SECRET, FakeStripe
from tests.fakes.stripe_server.troubles import Trouble

__all__ = [
    "KEY",
    "LARGEST",
    "LONGEST",
    "SECRET",
    "SHORTEST",
    "SMALLEST",
    "Account",
    "Delivery",
    "FakeStripe",
    "Habits",
    "Trouble",
    "check_names",
]
