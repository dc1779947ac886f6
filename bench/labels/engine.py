"""The reader in a process of its own, as in the worker: its time per photo and its peak of memory are nobody else's."""

import multiprocessing
import resource
import time
from multiprocessing.connection import Connection
from types import TracebackType

from app.standards.rules.reading.seen import Sight


class Engine:
    """Reads photos one after another; `peak` is the most memory its process held, in megabytes."""

    def __init__(self) -> None:
        here = multiprocessing.get_context("spawn")
        self._line, theirs = here.Pipe()
        self._process = here.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.peak = 0.0

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
        self._process.join(30)

    def read(self, photo: bytes) -> tuple[Sight, float]:
        """What was seen and the seconds that it took, the first photo with the loading of the models."""
        self._line.send_bytes(photo)
        sight, seconds, self.peak = self._line.recv()
        return sight, seconds


def _serve(line: Connection) -> None:
    from app.adapters.label_reader import RapidReader

    reader = RapidReader()
    while True:
        try:
            photo = line.recv_bytes()
        except EOFError:
            return
        began = time.perf_counter()
        sight = reader.read(photo)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        line.send((sight, time.perf_counter() - began, peak))
