"""A small state machine: a table of allowed moves, readable at one glance."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from app.base.errors import RuleBroken

State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


class MoveRefused(RuleBroken):
    """This thing is in a state in which the move makes no sense (any more)."""

    def __init__(self, state: str, move: str) -> None:
        self.state, self.move = state, move
        super().__init__("Keadaannya sudah berubah. Muat ulang halaman ini untuk melihat yang terbaru.")


class Machine(Generic[State, Move]):
    """The moves of one kind of thing: (state, move) → next state."""

    def __init__(self, table: Mapping[tuple[State, Move], State]) -> None:
        self.table = dict(table)

    def allows(self, state: State, move: Move) -> bool:
        return (state, move) in self.table

    def after(self, state: State, move: Move) -> State:
        """The next state. Raises MoveRefused when the table has no such move."""
        try:
            return self.table[state, move]
        except KeyError:
            raise MoveRefused(state, move) from None
