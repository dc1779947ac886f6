"""Where the embedded database answers: a function of its folder's path. Nothing is started, nothing is asked."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

DATABASE = "gerai"
ROLE = "gerai"
SUPERUSER = "postgres"

PORT = 5432
"""No TCP port is opened; the number is part of the socket's name. Named, because PGPORT would change it."""

LONGEST = 88
"""A socket's path ends at 107 bytes (103 on macOS), with `.s.PGSQL.5432.lock` in it."""


def url(data: Path, database: str = DATABASE, role: str = ROLE) -> str:
    """The address of a database in the cluster of the folder `data`."""
    return f"postgresql://{role}@/{database}?host={quote(str(socket_folder(data)), safe='')}&port={PORT}"


def socket_folder(data: Path) -> Path:
    """The data folder itself; where its path is too long or has signs that lists of hosts use, one in /tmp."""
    path = os.path.realpath(data)
    name = os.fsencode(path)
    if len(name) <= LONGEST and not any(sign in path for sign in ",:\"'\\"):
        return Path(path)
    # not TMPDIR: every command must come to the same answer, whatever its environment
    return Path("/tmp", f"gerai-{hashlib.sha256(name).hexdigest()[:12]}")  # noqa: S108
