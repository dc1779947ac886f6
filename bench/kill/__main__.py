"""Lets buyers order and pay while server and worker are killed, and counts what was lost or doubled.

    .venv/bin/python -m bench.kill [--orders 200] [--seed 1] [--minutes 30]

Exits with 1 when anything was lost or doubled, or does not tie out. Two processors need some ten minutes for 200 orders.
"""

import argparse
import secrets
import sys

from bench.kill.run import Wish, carry_out
from bench.kill.table import show


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--orders", type=int, default=200)
    asked.add_argument("--seed", type=int, help="the same buyers and the same kills once more")
    asked.add_argument("--minutes", type=float, default=30, help="it ends by then, quiet or not")
    chosen = asked.parse_args()
    if not 1 <= chosen.orders <= 2000 or not 6 <= chosen.minutes <= 60:
        asked.error("1 to 2000 orders, 6 to 60 minutes")
    seed = secrets.randbelow(10_000) if chosen.seed is None else chosen.seed
    outcome = carry_out(Wish(chosen.orders, seed, chosen.minutes), say=lambda text: print(text, flush=True))
    show(outcome)
    return 0 if outcome.fine else 1


if __name__ == "__main__":
    sys.exit(main())
