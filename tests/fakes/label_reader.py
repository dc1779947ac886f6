"""A reader of labels that sees what a test has laid before it: stands in for the engine, which takes seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.standards.rules.reading.seen import Box, Line, Sight

BLANK = Sight(1000, 1000)


def words(*lines: str) -> Sight:
    """A sight of these lines, one below the other."""
    at = [Box(100, 100 * place, 600, 100 * place + 60) for place in range(1, len(lines) + 1)]
    return Sight(1000, 1000, tuple(Line(text, 0.95, box, box) for text, box in zip(lines, at, strict=True)))


@dataclass
class PreparedReader:
    """Answers `LabelReader`. Photos get the prepared sights in turn, then blank ones; `while_reading` may interfere."""

    sights: list[Sight] = field(default_factory=list)
    while_reading: Callable[[int], None] = lambda number: None
    seen: list[bytes] = field(default_factory=list)
    """Every photo that it was given, in order."""

    def read(self, content: bytes) -> Sight:
        self.seen.append(content)
        self.while_reading(len(self.seen))
        return self.sights.pop(0) if self.sights else BLANK
