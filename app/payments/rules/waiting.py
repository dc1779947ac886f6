"""Money that waits for somebody's hand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """How many payments or refunds, and how many rupiah together."""

    count: int = 0
    rupiah: int = 0
