"""Where the embedded database answers, worked out from its folder's path alone."""

from pathlib import Path

import psycopg
import pytest

from app.base import cluster_address
from app.base.cluster_address import LONGEST, socket_folder


def test_the_address_names_database_role_and_socket() -> None:
    parts = psycopg.conninfo.conninfo_to_dict(cluster_address.url(Path("/srv/toko/var/pg")))
    assert parts == {
        "dbname": "gerai",
        "user": "gerai",
        "host": "/srv/toko/var/pg",
        "port": "5432",
    }


@pytest.mark.parametrize(
    "folder",
    [
        "/srv/toko kita/pg",
        "/srv/toko & kue/é/pg",
        "/srv/50%/pg",
        "/srv/a?b#c/pg",
        "/srv/a@b/pg",
        "/srv/a=b/pg",
    ],
)
def test_odd_signs_in_the_path_survive_the_address(folder: str) -> None:
    address = cluster_address.url(Path(folder), "lain", "postgres")
    parts = psycopg.conninfo.conninfo_to_dict(address)
    assert (parts["host"], parts["dbname"], parts["user"]) == (folder, "lain", "postgres")


@pytest.mark.parametrize(
    "folder", ["/srv/" + "a" * LONGEST, "/srv/a,b/pg", "/srv/a:b/pg", "/srv/a\\b/pg", "/srv/ibu's/pg"]
)
def test_a_path_that_no_socket_can_have_gets_a_short_one_of_its_own(folder: str) -> None:
    found = socket_folder(Path(folder))
    assert found.parent == Path("/tmp")
    assert found.name.startswith("gerai-")
    assert len(found.name) == len("gerai-") + 12
    assert found == socket_folder(Path(folder))
    assert found != socket_folder(Path(folder + "x"))


def test_the_longest_path_that_fits_is_used_as_it_is() -> None:
    path = "/srv/" + "a" * (LONGEST - 5)
    assert socket_folder(Path(path)) == Path(path)
    assert socket_folder(Path(path + "a")) != Path(path + "a")


def test_the_temporary_folder_of_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = socket_folder(Path("/srv/" + "a" * 200))
    monkeypatch.setenv("TMPDIR", "/var/tmp")
    assert socket_folder(Path("/srv/" + "a" * 200)) == before


def test_a_linked_folder_has_the_address_of_what_it_points_at(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert cluster_address.url(tmp_path / "link") == cluster_address.url(tmp_path / "real")
