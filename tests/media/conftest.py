"""Objects of a test land in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.adapters.stores import FolderStore
from app.db.ports import plug, port
from app.media.ports import ObjectStore


@pytest.fixture
def shelf(app: Flask, db: object, tmp_path: Path) -> Iterator[Path]:
    """The folder in which this test's pictures are kept."""
    usual = port(ObjectStore)
    plug(app, ObjectStore, FolderStore(tmp_path / "objects"))
    yield tmp_path / "objects"
    plug(app, ObjectStore, usual)
