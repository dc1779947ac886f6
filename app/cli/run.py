"""`make run`: set up the shop, keep it open, and leave nothing behind.

The order of a start: our lock → orphans of a killed start → is the port free → database → migrations → regions →
demo → worker and web → wait until it answers → say where. It stops in the other direction. The application is never
imported here: each step is a command of its own, so that this process stays small and outlives whatever breaks.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psutil
import psycopg

from app.base import cluster_address
from app.cli.cluster import (
    ROOT,
    Cluster,
    ClusterError,
    Lock,
    die_with_parent,
    last_lines,
    make_folder,
    of,
    open_log,
    outliving,
    var_folder,
)

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MARK = "GERAI_RUN"
"""In the environment of every child: whose it is."""

OPENING = 90.0
LOG_SIZE = 5_000_000
DOORS = {"Toko": "/", "Penjual": "/penjual", "Kurator": "/kurator", "Dinas": "/dinas", "Admin": "/admin"}


class Stop(BaseException):
    """Ctrl-C or its like. No Exception: nothing on the way may swallow it."""


class Refused(Exception):
    """The shop cannot be opened or kept open; the message is a sentence."""


@dataclass(frozen=True)
class Settings:
    """What the environment asks for."""

    var: Path
    port: int
    database_url: str
    embedded: bool
    demo: bool

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    def read(cls, env: Mapping[str, str]) -> "Settings":
        var = var_folder()
        embedded = not env.get("DATABASE_URL") or env.get("GERAI_EMBEDDED") == "1"
        return cls(
            var=var,
            port=_port(env.get("PORT") or "8000"),
            database_url=cluster_address.url(var / "pg") if embedded else env["DATABASE_URL"],
            embedded=embedded,
            demo=env.get("DEMO") == "1" or (embedded and not env.get("DEMO")),
        )

    def for_children(self, env: Mapping[str, str]) -> dict[str, str]:
        own = {
            "DATABASE_URL": self.database_url,
            "GERAI_EMBEDDED": "1" if self.embedded else "0",
            "GERAI_VAR": str(self.var),
            "PORT": str(self.port),
            "PUBLIC_URL": env.get("PUBLIC_URL") or self.address,
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
            "FLASK_SKIP_DOTENV": "1",  # else `flask` would read files that the web server does not
            MARK: _mark(),
        }
        return {**env, **own}


@dataclass
class Service:
    """A child that is started again when it ends: with growing pauses, as long as the shop is open."""

    label: str
    arguments: list[str]
    env: dict[str, str]
    log: Path
    last_will: signal.Signals
    patience: float
    loads_within: float = 0.0
    """Seconds after its start in which it may miss a signal, and is told again. (Later, twice means at once.)"""
    child: subprocess.Popen[bytes] | None = None
    _since: float = 0.0
    _again: float = 0.0
    _failures: int = 0

    def start(self) -> None:
        self._since, self._again = time.monotonic(), 0.0
        self.child = _spawn(self.arguments, self.env, self.log, self.last_will)

    def ended(self) -> bool:
        return self.child is None or self.child.poll() is not None

    def keep_alive(self) -> None:
        if not self.ended():
            return
        if not self._again:
            self._mourn()
        elif time.monotonic() >= self._again:
            self.start()

    def stop(self) -> None:
        if self.child is None or self._again:
            return
        self.child.terminate()
        deadline = time.monotonic() + self.patience
        loading = time.monotonic() - self._since < self.loads_within
        while self._outlives(0.5 if loading else self.patience) and time.monotonic() < deadline:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.child.pid, signal.SIGTERM)
        _end_group(self.child)

    def _outlives(self, seconds: float) -> bool:
        try:
            return self.child is not None and self.child.wait(seconds) is None
        except subprocess.TimeoutExpired:
            return True

    def _mourn(self) -> None:
        if self.child is None:
            return
        _end_group(self.child)  # workers of a killed master go on answering at the port
        now = time.monotonic()
        self._failures = 0 if now - self._since > 60 else self._failures + 1
        pause = min(30.0, 0.5 * 2**self._failures)
        self._again = now + pause
        _say(
            f"{self.label} berhenti (kode {self.child.returncode}), dinyalakan lagi dalam {pause:.0f} detik. "
            f"Catatan: {_short(self.log)}"
        )


@dataclass
class Shop:
    """Everything that runs while the shop is open."""

    settings: Settings
    cluster: Cluster | None = None
    services: list[Service] = field(default_factory=list)
    steps: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.env = self.settings.for_children(os.environ)
        self.logs = self.settings.var / "log"
        self.lock = Lock(self.settings.var / "run.lock")

    def open(self) -> None:
        self._claim()
        self._start_database()
        self._fill_database()
        sign_ins = self._step("demo", "sign-ins") if self.settings.demo else None
        self._start_services()
        self._wait_until_open()
        self._announce(sign_ins)

    def keep_open(self) -> NoReturn:
        terminal = next((number for number in (0, 1, 2) if os.isatty(number)), None)
        while terminal is None or os.isatty(terminal):  # over ssh, make alone is told that it has gone
            self._require_database()
            for service in self.services:
                service.keep_alive()
            time.sleep(0.2)
        raise Stop

    def close(self) -> None:
        """Web, worker, database: each is still needed by the one before."""
        for service in self.services:
            service.stop()
        for child in self.steps:
            if child.poll() is None:  # the number of one that ended may be somebody else's by now
                _end_group(child)
        if self.lock.held:
            _end_orphans()  # a signal may have come between a child's birth and our note of it
        if self.cluster is not None:
            self.cluster.stop()
        self.lock.release()

    def _claim(self) -> None:
        if not self.lock.take():
            raise Refused(f"`make run` sudah berjalan di folder ini ({self.lock.note()}).")
        self.lock.leave_note(f"proses {os.getpid()}, {self.settings.address}")
        _end_orphans()
        _probe(self.settings.port)
        _refuse_foreign_files(self.settings.var)
        make_folder(self.logs)
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LOG_SIZE:
                log.replace(log.with_suffix(".log.1"))

    def _start_database(self) -> None:
        if not self.settings.embedded:
            _probe_database(self.settings.database_url)
            return
        first = not (self.settings.var / "pg").exists()
        _say("Menyiapkan basis data…" if first else "Menyalakan basis data…")
        self.cluster = of(self.settings.var)
        self.cluster.start()

    def _require_database(self) -> None:
        if self.cluster is not None and self.cluster.died():
            raise Refused(
                "Basis data berhenti sendiri, jadi semuanya dihentikan. Jalankan `make run` lagi. "
                f"Catatan {_short(self.cluster.log)}:\n{last_lines(self.cluster.log, 5)}"
            )

    def _fill_database(self) -> None:
        self._require("Memeriksa skema…", "db", "upgrade")
        self._require("Memeriksa data wilayah…", "regions", "load")
        if self.settings.demo:
            _say("Memeriksa data contoh…")
            if self._wait_for(self._step("demo", "load")) != 0:
                _say(f"{last_lines(self._step_log, 6)}\nToko dibuka tanpa data contoh yang lengkap.")

    def _require(self, saying: str, *command: str) -> None:
        _say(saying)
        if self._wait_for(self._step(*command)) != 0:
            raise Refused(
                f"`flask {' '.join(command)}` gagal. Catatan {_short(self._step_log)}:\n"
                f"{last_lines(self._step_log, 12)}"
            )

    @property
    def _step_log(self) -> Path:
        return self.logs / "setup.log"

    def _step(self, *command: str) -> subprocess.Popen[bytes]:
        child = _spawn(
            ["-m", "flask", "--app", "wsgi", *command],
            self.env,
            self._step_log,
            signal.SIGTERM,
            output=subprocess.PIPE,
        )
        self.steps.append(child)
        return child

    def _wait_for(self, child: subprocess.Popen[bytes]) -> int:
        """Its exit code; what it has to say to people is passed on."""
        if child.stdout is not None:
            with child.stdout as lines:
                for line in lines:
                    _say("  " + line.decode(errors="replace").rstrip())
        return child.wait()

    def _start_services(self) -> None:
        _say("Membuka toko…")
        self.services = services(self.env, self.settings.port, self.logs)
        for service in self.services:
            service.start()

    def _wait_until_open(self) -> None:
        web, deadline = self.services[0], time.monotonic() + OPENING
        while not _answers(self.settings.port):
            self._require_database()
            if web.ended() or time.monotonic() > deadline:
                how = "berhenti lagi" if web.ended() else f"belum siap setelah {OPENING:.0f} detik"
                raise Refused(f"Server web {how}. Catatan {_short(web.log)}:\n{last_lines(web.log, 12)}")
            time.sleep(0.1)

    def _announce(self, sign_ins: subprocess.Popen[bytes] | None) -> None:
        _say(f"\nGerai buka di {self.settings.address}\n")
        for name, path in DOORS.items():
            _say(f"  {name:<8} {self.settings.address}{path}")
        if sign_ins is not None:
            _say("\nAkun contoh:")
            self._wait_for(sign_ins)
        _say(f"\nCatatan server: {_short(self.logs)}/   Berhenti: Ctrl-C\n")


def services(env: Mapping[str, str], port: int, logs: Path, module: str = "wsgi") -> list[Service]:
    """The web server and the worker, not started yet. `module` holds the application, under the name `app`."""
    web = "-m granian --interface wsgi --host 127.0.0.1 --workers 2 --blocking-threads 4"
    kept = "--respawn-failed-workers --workers-kill-timeout 4 --no-ws"
    return [
        Service(
            "Server web",
            [*web.split(), *kept.split(), "--port", str(port), f"{module}:app"],
            dict(env),
            logs / "web.log",
            last_will=signal.SIGTERM,  # the master takes its workers along
            patience=6,
            loads_within=10,
        ),
        Service(
            "Pekerja",
            ["-m", "flask", "--app", module, "worker"],
            dict(env),
            logs / "worker.log",
            last_will=signal.SIGKILL,  # it would wait for a database that goes too; jobs are run again
            patience=10,
        ),
    ]


def main(arguments: list[str]) -> int:
    if arguments == ["--reset"]:
        return _reset()
    for number in SIGNALS:  # set here, because a start in the background inherits SIGINT ignored
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup means it
            signal.signal(number, _on_signal)
    shop: Shop | None = None
    try:
        try:
            shop = Shop(Settings.read(os.environ))
            shop.open()
            shop.keep_open()
        finally:
            _ignore_signals()
    except Stop:
        _say("\nMenutup toko…")
        return 0
    except (Refused, ClusterError) as refusal:
        _say(str(refusal))
        return 1
    except OSError as error:
        _say(f"Tidak dapat dijalankan: {error}")
        return 1
    finally:
        if shop is not None:
            shop.close()


def _on_signal(_number: int, _frame: FrameType | None) -> NoReturn:
    _ignore_signals()
    raise Stop


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Refused(f"PORT harus angka 1 sampai 65535, bukan “{text}”.")
    return int(text)


def _probe(port: int) -> None:
    """Before anything is started: two servers of our kind would share a port without a word."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Refused(f"Port {port} hanya untuk root. Pilih port lain: PORT=8001 make run") from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Refused(
                f"Port {port} sedang dipakai program lain. Pilih port lain: PORT={other} make run"
            ) from None


def _probe_database(url: str) -> None:
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise Refused("DATABASE_URL harus berbentuk postgresql://nama:sandi@host/basisdata.")
    try:
        psycopg.connect(f"postgresql://{rest}", connect_timeout=10).close()
    except psycopg.Error as error:
        raise Refused(f"Basis data di DATABASE_URL tidak dapat dihubungi: {error}") from None


def _refuse_foreign_files(var: Path) -> None:
    """Left by a start as root. Better one sentence now than a traceback from whoever needs the file."""
    for path in var.iterdir():
        if path.name != "pg" and not os.access(path, os.R_OK | os.W_OK):
            raise Refused(
                f"{_short(path)} milik pengguna lain (pernah dijalankan sebagai root?). "
                "Hapus dengan `sudo make reset`, atau jalankan sebagai pengguna itu."
            )


def _spawn(
    arguments: list[str],
    env: dict[str, str],
    log: Path,
    last_will: signal.Signals,
    *,
    output: int | None = None,
) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches us alone, and its whole group can be ended."""
    with open_log(log) as handle:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=handle if output is None else output,
            stderr=handle,
            start_new_session=True,
            preexec_fn=die_with_parent(last_will),
        )


def _end_group(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _mark() -> str:
    """The folder itself, not its name: a moved clone is the same one, a container's may be called alike."""
    found = ROOT.stat()
    return f"{found.st_dev}-{found.st_ino}"


def _end_orphans() -> None:
    """Children of a start that was killed, where the kernel did not end them with it."""
    me = psutil.Process()
    ours = {me.pid, *(parent.pid for parent in me.parents())}
    left = [process for process in psutil.process_iter() if process.pid not in ours and _is_marked(process)]
    for process in left:
        with suppress(psutil.Error):
            process.kill()
    outliving(left, 5)


def _is_marked(process: psutil.Process) -> bool:
    try:
        return process.environ().get(MARK) == _mark()
    except (psutil.Error, OSError):
        return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/siap")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _reset() -> int:
    """`make reset`: remove what is under `var/`, and nothing else."""
    var = ROOT / "var"
    if not var.exists():
        return 0
    clusters = [of(var), Cluster(var / "test" / "pg")]
    locks = [Lock(var / "run.lock"), *(cluster.lock for cluster in clusters)]
    try:
        for lock in locks:
            if not lock.take():
                _say(f"var/ sedang dipakai ({lock.note() or lock.path.name}). Hentikan dahulu, lalu ulangi.")
                return 1
        _end_orphans()
        for cluster in clusters:
            cluster.end_leftovers()
        for path in var.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    except (OSError, ClusterError) as error:
        _say(f"var/ tidak dapat dikosongkan: {error}")
        return 1
    finally:
        for lock in locks:
            lock.release()
    _say("var/ kosong. `make run` memulai dari awal.")
    return 0


def _short(path: Path) -> str:
    return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal may be gone
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
