"""What these tests ask about processes, and a folder that the database's user may reach."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil


def eventually(condition: Callable[[], object], within: float = 20.0) -> bool:
    """Whether it came true before the time was up."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def standing_in(folder: Path) -> list[psutil.Process]:
    """Processes whose working folder is this one or below it, the asking one not counted."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and Path(process.cwd()).is_relative_to(folder):
                found.append(process)
        except psutil.Error:
            continue
    return found


@contextmanager
def short_folder() -> Iterator[Path]:
    """Not pytest's own: it lies under a folder that is closed again by the next pytest."""
    with tempfile.TemporaryDirectory(prefix="gerai_test_", ignore_cleanup_errors=True) as name:
        yield Path(os.path.realpath(name))
