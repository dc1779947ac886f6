"""What a courier weighs: the parcel's own weight or that of its volume, in begun kilograms (domain.md 8.3)."""

from dataclasses import dataclass

DIVISOR = 6000
"""Cubic centimetres that count as one kilogram, where a courier says nothing else."""
TOLERANCE_G = 300
"""Couriers forgive 0.3 kg: up to 1.30 kg counts as one."""


@dataclass(frozen=True)
class PackedSize:
    """Sides of a packed thing in whole centimetres."""

    length: int
    width: int
    height: int

    @property
    def words(self) -> str:
        """As people read it, without the unit."""
        return f"{self.length} × {self.width} × {self.height}"

    @property
    def cm3(self) -> int:
        return self.length * self.width * self.height


def volume_g(length: int, width: int, height: int, divisor: int = DIVISOR) -> int:
    """Weight of a packed thing's volume in grams; sides in cm, so 40 × 30 × 20 cm by 6000 is 4000 g."""
    return volume_weight_g(length * width * height, divisor)


def volume_weight_g(cm3: int, divisor: int = DIVISOR) -> int:
    """Weight of a volume in grams, begun grams whole. The volumes of several things in one parcel add up before it."""
    return -(-cm3 * 1000 // divisor)


def chargeable_g(actual_g: int, by_volume_g: int) -> int:
    """The larger of the two wins."""
    return max(actual_g, by_volume_g)


def chargeable_kg(grams: int, minimum: int = 1, tolerance: int = TOLERANCE_G) -> int:
    """Begun kilograms that are charged: 1300 g → 1, 1301 g → 2, and never less than the service's minimum."""
    return max(minimum, -((tolerance - grams) // 1000))
