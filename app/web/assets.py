"""Static files under names that carry their content's hash, so that phones keep them for a year.

No build step: the stylesheet is its parts, put together when the application starts, and text files get a `.gz`
beside them under `var/static`.
"""

import gzip
import hashlib
import os
import re
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

STYLES = ("layers", "tokens", "base", "layout", "components", "pages", "desk", "utilities")
"""The parts of the one stylesheet, in order."""

_HASHED = re.compile(r"\.[0-9a-f]{12}\.")
_TEXT = {".css", ".js", ".svg", ".webmanifest", ".txt"}


def init_app(app: Flask, source: Path, made: Path) -> None:
    """Serve `source` under /static, hashed copies made in `made`; templates get `asset(name)`."""
    made.mkdir(parents=True, exist_ok=True)
    addresses = dict(_publish(source, made))
    noise = WhiteNoise(
        app.wsgi_app,
        max_age=31536000,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
        add_headers_function=lambda headers, path, url: headers.__setitem__(
            "X-Content-Type-Options", "nosniff"
        ),
    )
    for address, file in addresses.values():
        noise.add_file_to_dictionary(address, str(file))
    app.wsgi_app = noise  # type: ignore[method-assign]

    def asset(name: str) -> str:
        """The address of a static file, e.g. `asset("js/quantity.js")`; unknown names are an error."""
        return addresses[name][0]

    app.jinja_env.globals["asset"] = asset
    app.extensions["gerai.assets"] = addresses


def _publish(source: Path, made: Path) -> list[tuple[str, tuple[str, Path]]]:
    found = []
    for file in sorted(source.rglob("*")):
        name = file.relative_to(source).as_posix()
        if file.is_file() and not name.startswith("css/"):
            found.append((name, _put(made, name, file.read_bytes())))
    addresses = {name: address for name, (address, _) in found}
    style = "\n".join((source / "css" / f"{part}.css").read_text() for part in STYLES)
    style = re.sub(r"asset:([^\"]+)", lambda match: addresses[match[1]], _lean(style))
    return [*found, ("css/gerai.css", _put(made, "css/gerai.css", style.encode()))]


def _lean(style: str) -> str:
    """The stylesheet without comments and indentation: half a kilobyte less on a weak signal."""
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))


def _put(made: Path, name: str, content: bytes) -> tuple[str, Path]:
    stem, dot, ending = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
    target = made / hashed
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix in _TEXT:
            _write(target.with_name(target.name + ".gz"), gzip.compress(content, 9, mtime=0))
        _write(target, content)
    return f"/static/{hashed}", target


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all: two workers start at the same time."""
    fresh = target.with_name(f".{os.getpid()}.{target.name}")
    fresh.write_bytes(content)
    fresh.replace(target)
