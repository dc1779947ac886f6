"""`make run`, from the first start to the last Ctrl-C: real processes, with a stand-in for the shop."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import pytest

from app.cli.cluster import ROOT, Cluster
from tests.cli.processes import eventually, short_folder, standing_in

pytestmark = pytest.mark.db


NEEDED = ("app/base/cluster_address.py", "app/cli/cluster.py", "app/cli/run.py")
"""All that a start needs of the application itself: it must work, and say so, when the rest is broken."""


class Clone:
    """A checkout with the real supervisor and a stand-in shop."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.starts: list[Start] = []
        for part in NEEDED:
            (root / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / part, root / part)
        here = Path(__file__).parent
        shutil.copy(here / "stand_in_flask.py", root / "flask.py")
        shutil.copy(here / "stand_in_wsgi.py", root / "wsgi.py")

    def stop(self) -> None:
        for start in self.starts:
            start.ended(signal.SIGTERM)
        self.starts.clear()
        assert eventually(lambda: self.commands() == {}, 5), self.commands()

    def commands(self) -> dict[int, str]:
        """What runs here, by number."""
        found = {}
        for process in standing_in(self.root):
            found[process.pid] = " ".join(process.info["cmdline"] or [process.info["name"] or ""])
        return found

    def first(self, part: str) -> int | None:
        """The oldest process whose command contains this."""
        return min((pid for pid, command in self.commands().items() if part in command), default=None)

    def start(
        self, *arguments: str, port: int | None = None, terminal: int = subprocess.DEVNULL, **env: str
    ) -> "Start":
        start = Start(self.root, port or free_port(), arguments, env, terminal)
        self.starts.append(start)
        return start


class Start:
    """One `python -m app.cli.run`."""

    def __init__(
        self, root: Path, port: int, arguments: tuple[str, ...], env: dict[str, str], terminal: int
    ) -> None:
        self.port = port
        self._said = root / f"said-{port}-{len(list(root.iterdir()))}.txt"
        clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli.run", *arguments],
                cwd=root,
                env={**clean, "PORT": str(port), **env},
                stdin=terminal,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._said.read_text()

    def answer(self) -> dict[str, Any]:
        with urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as response:
            answer = json.load(response)
        assert isinstance(answer, dict)
        return answer

    def answers(self) -> bool:
        try:
            return bool(self.answer())
        except OSError:
            return False

    def is_open(self) -> bool:
        return "Ctrl-C" in self.said or self.process.poll() is not None

    def opened(self) -> "Start":
        assert eventually(self.is_open, 60), self.said
        assert self.process.poll() is None, self.said
        return self

    def ended(self, sign: signal.Signals | None = None) -> int:
        if sign is not None:
            self.process.send_signal(sign)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def checkout() -> Iterator[Clone]:
    with short_folder() as root:
        yield Clone(root)


@pytest.fixture
def clone(checkout: Clone) -> Iterator[Clone]:
    """Nothing runs in it; its data is shared by the tests of this module, for a first start takes its time."""
    yield checkout
    checkout.stop()


def test_the_supervisor_does_not_load_the_application() -> None:
    asked = "import sys, app.cli.run; print(sorted({'flask', 'sqlalchemy', 'click', 'config'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True)
    assert answer.stdout == "[]\n", answer.stderr


def test_opens_and_says_where_and_as_whom(clone: Clone) -> None:
    start = clone.start().opened()
    answer = start.answer()
    assert (answer["loads"], answer["GERAI_EMBEDDED"]) == (1, "1")
    assert answer["PUBLIC_URL"] == f"http://127.0.0.1:{start.port}"
    assert f"http://127.0.0.1:{start.port}/penjual" in start.said
    assert "pembeli rina@contoh.id" in start.said


def test_one_clone_is_open_once(clone: Clone) -> None:
    first = clone.start().opened()
    second = clone.start()
    assert second.ended() == 1
    assert f"sudah berjalan di folder ini (proses {first.process.pid}" in second.said
    assert clone.start("--reset").ended() == 1, "reset must not pull the folder away"
    assert first.answers()


@pytest.mark.parametrize("part", ["wsgi worker", "granian"])
def test_what_dies_is_started_again_with_its_whole_group(clone: Clone, part: str) -> None:
    start = clone.start().opened()
    master = clone.first(part)
    group = {pid for pid in clone.commands() if os.getpgid(pid) == master}
    psutil.Process(master).kill()
    # a granian worker that outlives its master would go on answering, with the old code
    assert eventually(lambda: not group & clone.commands().keys()), start.said
    assert eventually(lambda: clone.first(part) is not None), start.said
    assert eventually(start.answers)


def test_recovers_from_kill_9_and_keeps_the_data(clone: Clone) -> None:
    start = clone.start().opened()
    loads = start.answer()["loads"]
    start.process.kill()
    start.process.wait()
    again = clone.start(port=start.port).opened()  # at once, while the old ones are still going
    assert again.answer()["loads"] == loads + 1


def test_ctrl_c_twice_leaves_nothing(clone: Clone) -> None:
    start = clone.start().opened()
    start.process.send_signal(signal.SIGINT)
    assert start.ended(signal.SIGINT) == 0
    assert clone.commands() == {}


def test_a_closed_terminal_closes_the_shop(clone: Clone) -> None:
    try:
        ours, theirs = os.openpty()
    except OSError as error:
        pytest.skip(f"this machine has no terminals to give: {error}")
    start = clone.start(terminal=theirs).opened()
    os.close(theirs)
    os.close(ours)
    assert start.ended() == 0
    assert clone.commands() == {}


def test_ends_what_a_killed_start_left_running(clone: Clone) -> None:
    folder = clone.root.stat()
    mark = {"GERAI_RUN": f"{folder.st_dev}-{folder.st_ino}"}
    sleep = [sys.executable, "-c", "input()"]
    with (
        subprocess.Popen(sleep, env=mark, stdin=subprocess.PIPE) as orphan,
        subprocess.Popen(sleep, env={"GERAI_RUN": "another-clone"}, stdin=subprocess.PIPE) as stranger,
    ):
        clone.start(STAND_IN_FAILS="db upgrade").ended()
        assert orphan.wait(10) == -signal.SIGKILL
        assert stranger.poll() is None


def test_a_taken_port_is_said_before_anything_is_started(clone: Clone) -> None:
    with socket.create_server(("0.0.0.0", 0)) as other:  # noqa: S104
        start = clone.start(port=other.getsockname()[1])
        assert start.ended() == 1
    assert f"Port {start.port} sedang dipakai program lain" in start.said
    assert "basis data" not in start.said


def test_a_port_is_a_number(clone: Clone) -> None:
    start = clone.start(PORT="delapan")
    assert start.ended() == 1
    assert start.said == "PORT harus angka 1 sampai 65535, bukan “delapan”.\n"


def test_without_its_database_everything_stops(clone: Clone) -> None:
    start = clone.start().opened()
    psutil.Process(clone.first("bin/postgres -D")).kill()
    assert start.ended() == 1
    assert "Basis data berhenti sendiri" in start.said
    assert clone.commands() == {}


def test_a_failing_migration_is_shown_and_stops_the_start(clone: Clone) -> None:
    start = clone.start(STAND_IN_FAILS="db upgrade")
    assert start.ended() == 1
    assert "`flask db upgrade` gagal" in start.said
    assert "ERROR: tabel itu sudah ada" in start.said
    assert clone.commands() == {}


def test_ctrl_c_amid_the_migration_leaves_nothing(clone: Clone) -> None:
    start = clone.start(STAND_IN_SLOW="db upgrade")
    assert eventually(lambda: any("db upgrade" in command for command in clone.commands().values()))
    assert start.ended(signal.SIGINT) == 0
    assert clone.commands() == {}


def test_two_clones_run_side_by_side(clone: Clone) -> None:
    with short_folder() as root:
        other = Clone(root)
        start, second = clone.start(), other.start()
        assert second.opened().ended(signal.SIGTERM) == 0
        assert other.commands() == {}
        assert start.opened().answers()


def test_somebody_elses_database_gets_no_demo_unless_asked(clone: Clone) -> None:
    theirs = Cluster(clone.root / "var" / "pg")
    theirs.start()  # and held here: a start of its own would be refused
    try:
        plain = clone.start(DATABASE_URL=theirs.url()).opened()
        answer = plain.answer()
        assert answer["GERAI_EMBEDDED"] == "0"
        assert "rina" not in plain.said
        assert plain.ended(signal.SIGHUP) == 0

        asked = clone.start(DATABASE_URL=theirs.url(), DEMO="1").opened()
        assert asked.answer()["loads"] == answer["loads"] + 1
        assert asked.ended(signal.SIGINT) == 0
    finally:
        theirs.stop()


def test_a_refused_demo_is_told_and_the_shop_opens(clone: Clone) -> None:
    start = clone.start(STAND_IN_FAILS="demo load").opened()
    assert "ERROR: tabel itu sudah ada" in start.said
    assert start.answers()


def test_an_unreachable_database_gets_a_sentence(clone: Clone) -> None:
    start = clone.start(DATABASE_URL=f"postgresql://toko:rahasia@127.0.0.1:{free_port()}/gerai")
    assert start.ended() == 1
    assert "Basis data di DATABASE_URL tidak dapat dihubungi" in start.said
    assert "rahasia" not in start.said


def test_reset_empties_var_and_touches_nothing_else(clone: Clone) -> None:
    reset = clone.start("--reset")
    assert reset.ended() == 0
    assert list((clone.root / "var").iterdir()) == []
    assert (clone.root / "wsgi.py").exists()
