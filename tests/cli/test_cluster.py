"""The embedded PostgreSQL, started for real."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from app.base import cluster_address
from app.cli import cluster
from app.cli.cluster import Busy, Cluster, ClusterError
from tests.cli.processes import eventually, short_folder, standing_in

HOLDER = """
import sys, time
from pathlib import Path
from app.cli import cluster
if "orphan" in sys.argv:
    cluster.die_with_parent = lambda sign: None
held = cluster.Cluster(Path(sys.argv[1]), throwaway=True)
held.start()
print("up", flush=True)
sys.stdin.read()
held.stop()
"""

COMMAND = """
import sys
from pathlib import Path
from app.cli import cluster
with cluster.running(Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with short_folder() as path:
        yield path


@pytest.fixture
def server(folder: Path) -> Iterator[Cluster]:
    """Stopped. Its data folder is shared by the tests of this module: a first start takes its time."""
    held = Cluster(folder / "pg", throwaway=True)
    yield held
    held.stop()


@pytest.fixture
def fresh() -> Iterator[Cluster]:
    """One whose folder is not there yet."""
    with short_folder() as path:
        held = Cluster(path / "fresh" / "pg", throwaway=True)
        yield held
        held.stop()


def starts(held: Cluster) -> int:
    """How often this was asked: the answer grows as long as the data is kept."""
    with psycopg.connect(held.url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS starts (n int)")
        connection.execute("INSERT INTO starts VALUES (1)")
        row = connection.execute("SELECT count(*) FROM starts").fetchone()
    assert row is not None
    return int(row[0])


def elsewhere(code: str, data: Path, *words: str) -> "subprocess.Popen[str]":
    """Another process that has the cluster up."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(data), *words],
        cwd=cluster.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def adopt(wanted: bool) -> None:
    """Whether orphans of this process's children come to us instead of init."""
    ctypes.CDLL(None).prctl(36, int(wanted))  # PR_SET_CHILD_SUBREAPER


def kill(holder: "subprocess.Popen[str]") -> None:
    with holder:
        holder.kill()


class TestAddress:
    def test_names_folder_database_and_role(self) -> None:
        address = urlsplit(cluster_address.url(Path("/srv/gérai & co/100%/pg"), "gerai_test_1", "postgres"))
        assert (address.username, address.path) == ("postgres", "/gerai_test_1")
        assert parse_qs(address.query) == {"host": ["/srv/gérai & co/100%/pg"], "port": ["5432"]}

    @pytest.mark.parametrize("name", ["x" * 90, "satu,dua", "a:b", "it's"])
    def test_goes_to_a_short_folder_where_the_path_cannot_be_a_sockets(self, name: str) -> None:
        folder = cluster_address.socket_folder(Path("/srv", name, "pg"))
        assert str(folder).startswith("/tmp/gerai-")
        assert folder != cluster_address.socket_folder(Path("/srv", name, "pg2"))


@pytest.mark.db
class TestStart:
    def test_gives_an_ordinary_role_its_own_database_with_the_extensions(self, fresh: Cluster) -> None:
        fresh.start()
        with psycopg.connect(fresh.url()) as connection:
            names = {row[0] for row in connection.execute("SELECT extname FROM pg_extension")}
            superuser = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            assert names >= set(cluster.EXTENSIONS)
            assert superuser.fetchone() == (False,)
            assert connection.execute("SELECT lower('É')").fetchone() == ("é",)
            connection.execute("CREATE TABLE mine (n int)")

    def test_keeps_the_data_and_leaves_no_process(self, server: Cluster, folder: Path) -> None:
        server.start()
        before = starts(server)
        server.stop()
        assert standing_in(folder) == []
        assert not (server.data / "postmaster.pid").exists()
        server.start()
        assert starts(server) == before + 1

    def test_is_never_root(self, server: Cluster, folder: Path) -> None:
        server.start()
        assert {process.info["uids"].real == 0 for process in standing_in(folder)} == {False}

    def test_clones_and_drops_databases(self, server: Cluster) -> None:
        server.start()
        server.create_database("gerai_test_template")
        with psycopg.connect(server.url("gerai_test_template")) as connection:
            connection.execute("CREATE TABLE goods (n int)")
        server.create_database("gerai_test_1", template="gerai_test_template")
        with psycopg.connect(server.url("gerai_test_1")) as connection:
            connection.execute("SELECT * FROM goods")
        server.drop_database("gerai_test_1")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url("gerai_test_1"))

    @pytest.mark.parametrize("name", ["toko é & 100% murah", "a,b", "x" * 90])
    def test_works_in_a_folder_with_an_awkward_name(self, server: Cluster, folder: Path, name: str) -> None:
        server.start()
        server.stop()
        server.data.rename(folder / name)
        held = Cluster(folder / name, throwaway=True)
        try:
            held.start()
            assert starts(held) > 0
        finally:
            held.stop()
            held.data.rename(server.data)
        away = cluster_address.socket_folder(held.data)
        assert away == held.data or not away.exists()

    def test_ignores_the_users_own_postgresql_settings(
        self, server: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in {"PGPORT": "6000", "PGHOST": "db", "PGDATABASE": "x", "LC_ALL": "xx_XX"}.items():
            monkeypatch.setenv(name, value)
        server.start()
        assert starts(server)

    def test_refuses_a_folder_of_something_else(self, fresh: Cluster) -> None:
        fresh.data.mkdir(parents=True)
        (fresh.data / "tesis.docx").touch()
        with pytest.raises(ClusterError, match="bukan basis data"):
            fresh.start()
        assert (fresh.data / "tesis.docx").exists()
        assert not fresh.lock.held

    def test_says_what_the_server_said_when_it_does_not_start(self, server: Cluster) -> None:
        server.start()
        server.stop()
        settings = server.data / "postgresql.conf"
        before = settings.read_text()
        settings.write_text("nonsense = 1\n")
        with pytest.raises(ClusterError, match="unrecognized configuration parameter"):
            server.start()
        settings.write_text(before)


@pytest.mark.db
class TestRecovery:
    def test_after_kill_9_of_the_holder(self, server: Cluster) -> None:
        holder = elsewhere(HOLDER, server.data)
        before = starts(server)
        kill(holder)
        server.start()  # at once: the old server may still be going
        assert starts(server) == before + 1

    def test_ends_a_server_that_outlived_its_holder(self, server: Cluster, folder: Path) -> None:
        kill(elsewhere(HOLDER, server.data, "orphan"))
        old = {process.pid for process in standing_in(folder)}
        assert old, "the orphan must really be there"
        server.start()
        assert starts(server)
        assert not old & {process.pid for process in standing_in(folder)}

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a test stand in for init")
    def test_where_nobody_buries_the_dead(self, server: Cluster, folder: Path) -> None:
        """As in a container whose first process is no init: the ended server stays in the process table."""
        old: list[int] = []
        adopt(True)
        try:
            kill(elsewhere(HOLDER, server.data, "orphan"))
            old = [process.pid for process in standing_in(folder) if process.info["ppid"] == os.getpid()]
            assert old, "the orphan must be ours now"
            server.start()
            assert starts(server)
        finally:
            adopt(False)
            for pid in old:
                os.waitpid(pid, 0)

    def test_from_pid_files_with_another_programs_number(self, server: Cluster) -> None:
        server.start()
        server.stop()
        for path in (server.data / "postmaster.pid", server.data / ".s.PGSQL.5432.lock"):
            path.write_text(f"{os.getpid()}\n{server.data}\n")
        server.start()
        assert starts(server)

    def test_from_an_interrupted_first_start(self, fresh: Cluster) -> None:
        half = fresh.data.with_name("pg.new")
        half.mkdir(parents=True)
        (half / "PG_VERSION").touch()
        fresh.start()
        assert starts(fresh)


@pytest.mark.db
class TestSideBySide:
    def test_two_clusters_do_not_know_each_other(self, server: Cluster, fresh: Cluster) -> None:
        server.start()
        fresh.start()
        fresh.stop()
        assert starts(server)

    def test_one_folder_has_one_holder(self, server: Cluster, folder: Path) -> None:
        server.start()
        with pytest.raises(Busy, match=f"proses {os.getpid()}"):
            Cluster(server.data).start(wait=0)
        assert starts(server)


@pytest.mark.db
class TestRunning:
    @pytest.fixture(autouse=True)
    def _no_foreign_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DATABASE_URL", raising=False)

    def test_starts_and_stops_what_nobody_runs(self, server: Cluster, folder: Path) -> None:
        with cluster.running(server.data) as url:
            psycopg.connect(url).close()
        assert standing_in(folder) == []

    def test_leaves_alone_what_another_runs(self, server: Cluster) -> None:
        server.start()
        with cluster.running(server.data) as url:
            psycopg.connect(url).close()
        assert starts(server)

    def test_the_first_command_waits_for_the_second(self, server: Cluster, folder: Path) -> None:
        first = elsewhere(COMMAND, server.data)
        with first, cluster.running(server.data) as url:
            assert first.stdin is not None
            first.stdin.close()
            with pytest.raises(subprocess.TimeoutExpired):
                first.wait(0.3)
            psycopg.connect(url).close()
        assert eventually(lambda: standing_in(folder) == [])

    def test_a_given_address_is_somebody_elses_server(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://toko@db/gerai")
        with cluster.running(folder / "none") as url:
            assert url == "postgresql://toko@db/gerai"
        assert not (folder / "none").exists()
