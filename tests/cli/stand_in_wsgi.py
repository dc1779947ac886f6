"""Stands in for the shop: it answers who serves and how often the demo was loaded."""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any

import psycopg


def app(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT count(*) FROM demo_loads").fetchone()
    names = ("GERAI_EMBEDDED", "PUBLIC_URL", "PORT")
    answer = {"pid": os.getpid(), "loads": row[0] if row else 0, **{name: os.environ[name] for name in names}}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]
