"""The SDK's types as contract: which parameters a request may have, at every depth; and lists page by page."""

import re
import sys
from typing import Any

from stripe._request_options import RequestOptions

from tests.fakes.stripe_server.troubles import Unchecked

OPTIONS = set(RequestOptions.__annotations__)
"""Travel as headers, not in the body."""
USUAL, MOST = 10, 100
"""Rows on a page of a list when none are wished for, and at the most."""


def check_names(kind: type, params: dict[str, Any], path: str = "") -> None:
    """Every name must stand in the SDK's typed parameters, at every depth. Raises Unchecked."""
    names: dict[str, Any] = kind.__annotations__
    for name, value in params.items():
        if name not in names or name in OPTIONS:
            raise Unchecked(400, "parameter_unknown", f"Received unknown parameter: {path}{name}")
        inner = _inner(kind, str(names[name]))
        if inner is not None:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    check_names(inner, one, f"{path}{name}.")


def _inner(kind: type, annotation: str) -> type | None:
    """The typed dictionary that an annotation names: it stands in the same module."""
    named = re.search(rf"\b{kind.__name__}\w+", annotation)
    return getattr(sys.modules[kind.__module__], named[0]) if named else None


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """`a[0][b]=c` → {"a": [{"b": "c"}]}."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        *way, last = re.findall(r"[^\[\]]+", name)
        here = tree
        for step in way:
            here = here.setdefault(step, {})
        here[last] = value
    return {name: _listed(value) for name, value in tree.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(one) for name, one in value.items()}
    return list(inner.values()) if inner and all(name.isdigit() for name in inner) else inner


def listed(path: str, rows: list[dict[str, Any]], params: dict[str, Any]) -> dict[str, Any]:
    """A page of a list, newest first, as Stripe cuts it. `rows` stand oldest first. Raises Unchecked."""
    limit = int(params.get("limit", USUAL))
    if not 1 <= limit <= MOST:
        raise Unchecked(400, "parameter_invalid_integer", f"limit must be 1 to {MOST}")
    found = [row for row in reversed(rows) if _within(row["created"], params.get("created", {}))]
    for name in ("status", "payment_intent", "charge", "type"):
        if name in params:
            found = [row for row in found if row.get(name) == params[name]]
    if "types" in params:
        found = [row for row in found if row["type"] in params["types"]]
    if "starting_after" in params:
        places = [place for place, row in enumerate(found) if row["id"] == params["starting_after"]]
        if not places:
            raise Unchecked(400, "resource_missing", f"No such object: '{params['starting_after']}'")
        found = found[places[0] + 1 :]
    return {"object": "list", "url": path, "has_more": len(found) > limit, "data": found[:limit]}


def _within(created: int, wished: Any) -> bool:
    if not isinstance(wished, dict):
        return created == int(wished)
    tests = {
        "gt": created.__gt__,
        "gte": created.__ge__,
        "lt": created.__lt__,
        "lte": created.__le__,
    }
    return all(tests[name](int(value)) for name, value in wished.items())
