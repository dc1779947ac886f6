"""`python -m tests.fakes.stripe_server`: the fake as a process of its own, until it is told to stop."""

import argparse
import json
import signal
import threading

from tests.fakes.stripe_server import KEY, SECRET, FakeStripe, Habits


def main() -> None:
    """Prints one line of JSON with its address and keys, then serves until SIGTERM or Ctrl-C."""
    words = argparse.ArgumentParser(prog="python -m tests.fakes.stripe_server", description=__doc__)
    words.add_argument("--port", type=int, default=0, help="0: any free one")
    words.add_argument(
        "--deliver-to", default="", help="address of the shop's hook; none: nothing is delivered"
    )
    words.add_argument("--twice", type=float, default=0.0, help="share of events delivered twice")
    words.add_argument("--late", type=float, default=0.0, help="share of events delivered late, out of order")
    words.add_argument("--never", type=float, default=0.0, help="share of events never delivered")
    words.add_argument("--most", type=float, default=3.0, help="seconds that a late one is late at the most")
    words.add_argument("--seed", type=int, default=0)
    wish = words.parse_args()

    over = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: over.set())
    fake = FakeStripe(wish.port)
    if wish.deliver_to:
        fake.deliver_to(wish.deliver_to, Habits(wish.twice, wish.late, wish.never, wish.most, wish.seed))
    print(json.dumps({"url": fake.url, "key": KEY, "secret": SECRET}), flush=True)
    while not over.wait(1):
        fake.lapse_old()
    fake.stop()


if __name__ == "__main__":
    main()
