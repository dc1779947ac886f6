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
    """Processes whose working folder is this one or below it, the asking one not counted.

    Ask their `info`, which was read with the list: any of them may have ended since.
    """
    there = psutil.process_iter(["cwd", "cmdline", "name", "ppid", "uids"])
    return [
        one for one in there if one.pid != os.getpid() and Path(one.info["cwd"] or "/").is_relative_to(folder)
    ]


@contextmanager
def short_folder() -> Iterator[Path]:
    """Not pytest's own: it lies under a folder that is closed again by the next pytest."""
    with tempfile.TemporaryDirectory(prefix="gerai_test_", ignore_cleanup_errors=True) as name:
        yield Path(os.path.realpath(name))
