"""Who takes buyers' money where the platform collects."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Collector:
    """The legal entity that takes money for the sellers, and the paper that allows it; both are shown to buyers."""

    name: str
    paper: str

    def __str__(self) -> str:
        return f"{self.name} ({self.paper})"
