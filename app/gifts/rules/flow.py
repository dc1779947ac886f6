"""The most that can flow from a spring to a mouth, by shortest augmenting paths: small graphs, whole numbers."""

from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import pairwise

Node = tuple[str, int | str]


class Flow:
    """A network whose arcs carry up to so much. What flows can be laid by hand and is then completed; what is `pinned` stays."""

    def __init__(self, spring: Node, mouth: Node) -> None:
        self.spring, self.mouth = spring, mouth
        self._free: dict[Node, dict[Node, int]] = defaultdict(dict)
        """Node → neighbour → how much more may still go that way, the taking back of what came from there included."""
        self._laid: dict[tuple[Node, Node], int] = defaultdict(int)

    def open(self, start: Node, end: Node, room: int) -> None:
        """An arc that carries up to `room`; opened again it carries that much more."""
        self._free[start][end] = self._free[start].get(end, 0) + room
        self._free[end].setdefault(start, 0)

    def carry(self, path: Iterable[Node], pieces: int) -> None:
        """Lay so many pieces along these nodes. They must fit."""
        for start, end in pairwise(path):
            self._free[start][end] -= pieces
            self._free[end][start] += pieces
            back = min(pieces, self._laid[end, start])
            self._laid[end, start] -= back
            self._laid[start, end] += pieces - back

    def laid(self, start: Node, end: Node) -> int:
        """What flows along an arc."""
        return self._laid[start, end]

    def pin(self, start: Node, end: Node) -> None:
        """What flows along this arc now is never taken back."""
        self._free[end][start] = 0

    def complete(self) -> None:
        """Let as much flow as can, by rearranging what is laid where that lets more through."""
        while True:
            path = self._shortest()
            if path is None:
                return
            self.carry(path, min(self._free[a][b] for a, b in pairwise(path)))

    def _shortest(self) -> list[Node] | None:
        came: dict[Node, Node] = {self.spring: self.spring}
        line = deque([self.spring])
        while line:
            here = line.popleft()
            for there, room in self._free[here].items():
                if room > 0 and there not in came:
                    came[there] = here
                    if there == self.mouth:
                        return self._back(came)
                    line.append(there)
        return None

    def _back(self, came: dict[Node, Node]) -> list[Node]:
        path = [self.mouth]
        while path[-1] != self.spring:
            path.append(came[path[-1]])
        return path[::-1]
