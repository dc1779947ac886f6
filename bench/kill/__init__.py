"""What `kill -9` costs: orders are placed and paid through real pages while server and worker are killed at random.

`python -m bench.kill` starts a database, the shop as `make run` starts it, its worker, and a Stripe of its own on
127.0.0.1. Buyers order the last goods of several makers and pay; some news of money comes twice, late, out of order, or
never. When all is quiet the shop's books are compared with Stripe's own: what was paid there and not here is lost, what
was taken or given back twice is doubled.
"""

UNPAID_MINUTES = 2
"""For which an unpaid order of the bench holds its goods; a real one holds them for half an hour at least."""
