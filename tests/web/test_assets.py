"""Static files: a name that carries the content, kept for good, small over the wire, and nothing else reachable."""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.cli.cluster import ROOT
from app.web import assets

FOR_GOOD = "max-age=315360000, public, immutable"


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    """A small application with the shop's own files, made in a folder of the test's own."""
    made = Flask(__name__, static_folder=None)
    assets.init_app(made, ROOT / "static", tmp_path / "made")
    return made


def got(site: Flask, path: str, method: str = "GET", **headers: str) -> TestResponse:
    """The answer, read to its end: the file behind it is closed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.test_client().open(path, method=method, headers=named, buffered=True)


def addresses(site: Flask) -> dict[str, tuple[str, Path]]:
    found = site.extensions["gerai.assets"]
    assert isinstance(found, dict)
    return found


def test_every_file_has_an_address_with_the_hash_of_what_it_holds(site: Flask) -> None:
    found = addresses(site)
    sources = {
        file.relative_to(ROOT / "static").as_posix()
        for file in (ROOT / "static").rglob("*")
        if file.is_file() and "css" not in file.parts
    }
    assert set(found) == sources | {"css/gerai.css"}
    for name, (address, file) in found.items():
        stem, _, ending = name.rpartition(".")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        assert address == f"/static/{stem}.{digest}.{ending}"


def test_each_is_served_whole_and_kept_for_good(site: Flask) -> None:
    for name, (address, file) in addresses(site).items():
        answer = got(site, address)
        assert answer.status_code == 200, name
        assert answer.data == file.read_bytes()
        assert answer.headers["Cache-Control"] == FOR_GOOD
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("css/gerai.css", "text/css"),
        ("js/places.js", "text/javascript"),
        ("img/icons.svg", "image/svg+xml"),
        ("img/favicon.svg", "image/svg+xml"),
    ],
)
def test_text_travels_compressed_where_the_browser_can_read_it(site: Flask, name: str, kind: str) -> None:
    address, file = addresses(site)[name]
    small = got(site, address, Accept_Encoding="gzip")
    assert (small.mimetype, small.headers["Content-Encoding"], small.headers["Vary"]) == (
        kind, "gzip", "Accept-Encoding",
    )  # fmt: skip
    assert gzip.decompress(small.data) == file.read_bytes()
    assert len(small.data) < file.stat().st_size
    plain = got(site, address)
    assert "Content-Encoding" not in plain.headers
    assert plain.data == file.read_bytes()


def test_style_and_scripts_weigh_little(site: Flask) -> None:
    """The limits of issue 2: 15 KB of style and 8 KB of scripts, compressed."""
    packed = {name: len(gzip.compress(file.read_bytes(), 9)) for name, (_, file) in addresses(site).items()}
    assert packed["css/gerai.css"] <= 15 * 1024
    assert sum(size for name, size in packed.items() if name.endswith(".js")) <= 8 * 1024


def test_the_stylesheet_is_all_its_parts_in_order_and_points_at_hashed_files(site: Flask) -> None:
    style = addresses(site)["css/gerai.css"][1].read_text()
    assert "/*" not in style
    assert "asset:" not in style
    places = []
    for part in assets.STYLES:
        own = assets._lean((ROOT / "static" / "css" / f"{part}.css").read_text())
        rules = [line for line in own.splitlines() if len(line) > 12 and "asset:" not in line]
        places.append(style.index(rules[0]))
    assert places == sorted(places)
    assert addresses(site)["fonts/plus-jakarta-sans.v1.woff2"][0] in style


def test_a_browser_that_has_it_is_told_so(site: Flask) -> None:
    address = addresses(site)["css/gerai.css"][0]
    mark = got(site, address).headers["ETag"]
    again = got(site, address, If_None_Match=mark)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/css/gerai.css",  # without its hash: nobody links there
        "/static/css/gerai.000000000000.css",
        "/static/css/gerai.css.gz",
        "/static/",
        "/static",
        "/static/../config.py",
        "/static/..%2fconfig.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/css/",
    ],
)
def test_nothing_else_is_reachable(site: Flask, path: str) -> None:
    assert got(site, path).status_code == 404


def test_the_packed_copy_itself_has_no_address(site: Flask) -> None:
    address = addresses(site)["css/gerai.css"][0]
    assert got(site, f"{address}.gz").status_code == 404


def test_files_are_only_read(site: Flask) -> None:
    address = addresses(site)["css/gerai.css"][0]
    statuses = {method: got(site, address, method).status_code for method in ("HEAD", "POST", "DELETE")}
    assert statuses == {"HEAD": 200, "POST": 405, "DELETE": 405}


def test_a_template_that_names_an_unknown_file_fails_at_once(site: Flask) -> None:
    asset: Any = site.jinja_env.globals["asset"]
    assert asset("js/places.js").startswith("/static/js/places.")
    with pytest.raises(KeyError):
        asset("js/unknown.js")


def test_a_changed_file_gets_another_name_and_the_old_one_stays(tmp_path: Path) -> None:
    """A phone that still shows yesterday's page finds yesterday's file for as long as the folder holds it."""
    source, made = tmp_path / "static", tmp_path / "made"
    (source / "css").mkdir(parents=True)
    for part in assets.STYLES:
        (source / "css" / f"{part}.css").write_text("")
    names = []
    for content in ("let a = 1;", "let a = 2;"):
        (source / "x.js").write_text(content)
        site = Flask(__name__, static_folder=None)
        assets.init_app(site, source, made)
        names.append(addresses(site)["x.js"][0])
    assert names[0] != names[1]
    assert all((made / name.removeprefix("/static/")).exists() for name in names)


def test_starting_again_writes_nothing(tmp_path: Path) -> None:
    made = tmp_path / "made"
    written = []
    for _ in range(2):
        assets.init_app(Flask(__name__, static_folder=None), ROOT / "static", made)
        written.append({file: file.stat().st_mtime_ns for file in made.rglob("*")})
    assert written[0] == written[1]
    assert not [file for file in made.rglob(".*")]
