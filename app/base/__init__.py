"""Plain Python that everything stands on: money, time, who asks, states, events, refusals."""
