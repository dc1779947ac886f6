"""Sizes of what is cut out of a sheet."""

from enum import StrEnum


class CutSize(StrEnum):
    """A size in millimetres, width × height, as it is cut: `40x60`. Labels and cards each name their own."""

    @property
    def mm(self) -> tuple[int, int]:
        width, _, height = self.value.partition("x")
        return int(width), int(height)

    @property
    def words(self) -> str:
        """As people read it: `40 × 60 mm`."""
        return f"{self.mm[0]} × {self.mm[1]} mm"
