"""One contract for every place where objects may lie: a folder, Amazon's S3 as moto plays it, Ceph where it is there."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.stores import FolderStore, S3Store
from app.base.errors import NotFound
from app.media.ports import ObjectStore
from tests.support import database, rados

BUCKET = "gerai-uji"
WEBP = "image/webp"
SIZE = 6 * 1024 * 1024
"""More than the largest picture that is ever kept."""


@pytest.fixture(scope="module")
def moto_address() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def rados_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    lacking = rados.missing()
    if lacking:
        pytest.skip(f"Ceph's gateway is not installed here: {', '.join(lacking)} missing")
    with rados.gateway(tmp_path_factory.mktemp("rados")) as address:
        yield address


def bucket_at(address: str, region: str) -> S3Store:
    store = S3Store(
        bucket=BUCKET, region=region, endpoint=address, access_key=rados.ACCESS, secret_key=rados.SECRET
    )
    store._client().create_bucket(Bucket=BUCKET)
    return store


@pytest.fixture(scope="module", params=["folder", "moto", "rados"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ObjectStore:
    """Each test of the contract runs against each of them."""
    if request.param == "folder":
        return FolderStore(tmp_path_factory.mktemp("objects"))
    return bucket_at(
        request.getfixturevalue(f"{request.param}_address"),
        "default" if request.param == "rados" else "us-east-1",
    )


# -- the contract -----------------------------------------------------------------------------------


def test_what_was_put_is_got(store: ObjectStore) -> None:
    store.put("photos/a/320.webp", b"RIFF....WEBP", WEBP)
    assert store.get("photos/a/320.webp") == b"RIFF....WEBP"


@pytest.mark.parametrize("content", [b"", b"\x00", b"\r\n\r\n", bytes(range(256)) * (SIZE // 256)])
def test_bytes_stay_as_they_are(store: ObjectStore, content: bytes) -> None:
    store.put("photos/bytes/1280.webp", content, WEBP)
    assert store.get("photos/bytes/1280.webp") == content


def test_the_same_key_again_replaces(store: ObjectStore) -> None:
    store.put("evidence/b.webp", b"a long first picture", WEBP)
    store.put("evidence/b.webp", b"short", WEBP)
    assert store.get("evidence/b.webp") == b"short"


@pytest.mark.parametrize("key", ["unknown", "photos/unknown/320.webp", "photos", "photos/a", "photos/a/"])
def test_an_unknown_key_is_not_found(store: ObjectStore, key: str) -> None:
    store.put("photos/a/320.webp", b"there", WEBP)
    with pytest.raises(NotFound):
        store.get(key)


def test_a_key_below_an_object_is_not_found(store: ObjectStore) -> None:
    store.put("photos/a/320.webp", b"there", WEBP)
    with pytest.raises(NotFound):
        store.get("photos/a/320.webp/more")
    for key in ("photos/a/320.webp/more", "photos/a", "photos"):
        store.delete(key)
    assert store.get("photos/a/320.webp") == b"there"


def test_a_deleted_object_is_not_found_and_may_be_deleted_again(store: ObjectStore) -> None:
    store.put("photos/c/320.webp", b"c", WEBP)
    store.put("photos/c/640.webp", b"neighbour", WEBP)
    store.delete("photos/c/320.webp")
    store.delete("photos/c/320.webp")
    store.delete("never/was.webp")
    with pytest.raises(NotFound):
        store.get("photos/c/320.webp")
    assert store.get("photos/c/640.webp") == b"neighbour"


def test_keys_that_differ_in_case_or_end_are_different(store: ObjectStore) -> None:
    keys = ["photos/Dd-_1/320.webp", "photos/dd-_1/320.webp", "photos/Dd-_1/3200.webp", "photos/-d/320.webp"]
    for at, key in enumerate(keys):
        store.put(key, str(at).encode(), WEBP)
    assert [store.get(key) for key in keys] == [b"0", b"1", b"2", b"3"]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.none() | st.binary(max_size=40)), max_size=12))
def test_after_any_history_it_is_a_dictionary(store: ObjectStore, history: list[Any]) -> None:
    """Put (bytes) and delete (None) in any order: what is there is what was put last."""
    expected: dict[str, bytes] = {}
    for number in range(4):
        store.delete(f"history/{number}.webp")
    for number, content in history:
        key = f"history/{number}.webp"
        if content is None:
            store.delete(key)
            expected.pop(key, None)
        else:
            store.put(key, content, WEBP)
            expected[key] = content
    for number in range(4):
        key = f"history/{number}.webp"
        if key in expected:
            assert store.get(key) == expected[key]
        else:
            with pytest.raises(NotFound):
                store.get(key)


def test_a_reader_never_sees_half_an_object(store: ObjectStore) -> None:
    """Eight writers replace one object while eight read it: every reading is one writer's whole bytes."""
    wholes = {bytes([at]) * 200_000 for at in range(8)}
    store.put("photos/race/1280.webp", min(wholes), WEBP)
    start = threading.Barrier(16)

    def write(content: bytes) -> None:
        start.wait()
        store.put("photos/race/1280.webp", content, WEBP)

    def read(_: bytes) -> bytes:
        start.wait()
        return store.get("photos/race/1280.webp")

    with ThreadPoolExecutor(16) as pool:
        writing = [pool.submit(write, content) for content in wholes]
        readings = [pool.submit(read, content) for content in wholes]
        assert all(one.result() is None for one in writing)
        assert {one.result() for one in readings} <= wholes


# -- the folder alone -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["../outside", "photos/../../outside", "/etc/hostname", "", ".", "photos/.."])
def test_nothing_outside_the_folder_can_be_named(tmp_path: Path, key: str) -> None:
    (tmp_path / "outside").write_bytes(b"secret")
    store = FolderStore(tmp_path / "objects")
    for act in (store.get, store.delete, lambda name: store.put(name, b"x", WEBP)):
        with pytest.raises(NotFound):
            act(key)
    assert (tmp_path / "outside").read_bytes() == b"secret"
    assert [file.name for file in tmp_path.rglob("*")] == ["outside"]


def test_a_link_in_the_folder_leads_nowhere_outside(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"secret")
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects" / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(NotFound):
        FolderStore(tmp_path / "objects").get("link")


def test_nothing_but_the_object_is_left_in_the_folder(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for content in (b"one", b"two"):
        store.put("photos/a/320.webp", content, WEBP)
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["320.webp"]


# -- S3 alone ---------------------------------------------------------------------------------------


def test_the_kind_of_an_object_is_kept_and_nobody_else_is_let_in(moto_address: str) -> None:
    store = bucket_at(moto_address, "us-east-1")
    store.put("photos/kind/320.webp", b"x", WEBP)
    head = store._client().head_object(Bucket=BUCKET, Key="photos/kind/320.webp")
    assert head["ContentType"] == WEBP
    grants = store._client().get_object_acl(Bucket=BUCKET, Key="photos/kind/320.webp")["Grants"]
    assert [(one["Permission"], one["Grantee"]["Type"]) for one in grants] == [
        ("FULL_CONTROL", "CanonicalUser")
    ]


def test_a_bucket_that_is_missing_is_an_error_and_not_an_absent_picture(moto_address: str) -> None:
    from botocore.exceptions import ClientError

    store = S3Store(
        bucket="nowhere", region="us-east-1", endpoint=moto_address, access_key="a", secret_key="b"
    )
    for act in (lambda: store.get("photos/a"), lambda: store.put("photos/a", b"x", WEBP)):
        with pytest.raises(ClientError, match="NoSuchBucket"):
            act()


def test_the_application_keeps_objects_where_its_settings_say(tmp_path: Path) -> None:
    from app.wiring import _store
    from config import S3

    plain = database.settings("gerai_test_x", var=tmp_path)
    folder = _store(plain)
    folder.put("photos/a.webp", b"a", WEBP)
    assert (tmp_path / "objects" / "photos" / "a.webp").read_bytes() == b"a"
    kept = database.settings("gerai_test_x", s3=S3("b", "us-east-1", "", "a", "s"))
    assert isinstance(_store(kept), S3Store)
