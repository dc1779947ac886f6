"""Sights made of lines of text, as an engine would hand them over."""

from app.standards.rules.reading.seen import Box, Line, Sight

HEIGHT, STEP = 30, 40


def sight(*rows: str, confidence: float = 0.99) -> Sight:
    """A photo with these rows below each other; ` | ` inside a row parts pieces that stand beside each other."""
    lines = []
    for number, row in enumerate(rows):
        left = 50
        for text in row.split(" | "):
            box = Box(left, 50 + number * STEP, left + 14 * len(text), 50 + number * STEP + HEIGHT)
            lines.append(Line(text, confidence, box, box))
            left = box.right + 40
    return Sight(1000, 1400, tuple(lines))
