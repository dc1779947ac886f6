"""What Stripe's API answers: one request after another, each key remembered."""

import json
import re
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from stripe.params import EventListParams, RefundCreateParams, RefundListParams, RefundRetrieveParams
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionListParams,
    SessionRetrieveParams,
)

from tests.fakes.stripe_server.account import Account
from tests.fakes.stripe_server.contract import check_names, listed
from tests.fakes.stripe_server.troubles import Refused, Trouble, Unchecked


@dataclass
class Api:
    """The requests of one account."""

    account: Account
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """Method, path and parameters of every request."""
    troubles: deque[Trouble] = field(default_factory=deque)
    kept: dict[str, tuple[Any, int, dict[str, Any]]] = field(default_factory=dict)
    """Idempotency key → the request, and what was answered."""

    def forget(self) -> None:
        for one in (self.asked, self.troubles, self.kept):
            one.clear()

    def answer(self, method: str, path: str, key: str | None, params: dict[str, Any]) -> tuple[int, Any]:
        """Status and body; status 0: the answer is lost on its way."""
        with self.account.lock:
            self.asked.append((method, path, params))
            trouble = self.troubles.popleft() if self.troubles else None
            if trouble is Trouble.DOWN:
                return 500, {"error": {"type": "api_error", "message": "down"}}
            if trouble is Trouble.BUSY:
                return 429, {
                    "error": {"type": "invalid_request_error", "code": "rate_limit", "message": "busy"}
                }
            status, body = self._remembered(method, path, key, params, trouble)
            return (0, None) if trouble is Trouble.LOST else (status, json.loads(json.dumps(body)))

    def _remembered(
        self, method: str, path: str, key: str | None, params: dict[str, Any], trouble: Trouble | None
    ) -> tuple[int, Any]:
        asked = (method, path, params)
        if key in self.kept:
            before, status, body = self.kept[key]
            if before == asked:
                return status, body
            refusal = Refused(
                400, "idempotency", "Keys can only be used with the same parameters", "idempotency_error"
            )
            return refusal.status, refusal.body
        try:
            status, body = 200, self._do(method, path, params, trouble)
        except Unchecked as refusal:
            return refusal.status, refusal.body
        except Refused as refusal:
            status, body = refusal.status, refusal.body
        if key is not None:
            self.kept[key] = (asked, status, json.loads(json.dumps(body)))
        return status, body

    def _do(self, method: str, path: str, params: dict[str, Any], trouble: Trouble | None) -> dict[str, Any]:
        lists = {
            "/v1/checkout/sessions": (SessionListParams, self.account.sessions),
            "/v1/refunds": (RefundListParams, self.account.refunds),
            "/v1/events": (EventListParams, self.account.events),
        }
        if method == "GET" and path in lists:
            kind, rows = lists[path]
            check_names(kind, params)
            return listed(path, list(rows.values()), params)
        if (method, path) == ("POST", "/v1/checkout/sessions"):
            check_names(SessionCreateParams, params)
            return self.account.open(params)
        if (method, path) == ("POST", "/v1/refunds"):
            check_names(RefundCreateParams, params)
            return self.account.refund(params, trouble)
        if method == "GET" and (found := re.fullmatch(r"/v1/refunds/(\w+)", path)):
            check_names(RefundRetrieveParams, params)
            return _known(self.account.refunds, "refund", found[1])
        if found := re.fullmatch(r"/v1/checkout/sessions/(\w+)(/expire)?", path):
            check_names(SessionExpireParams if found[2] else SessionRetrieveParams, params)
            session = _known(self.account.sessions, "checkout.session", found[1])
            return self.account.expire(session) if found[2] else session
        raise Unchecked(404, "resource_missing", f"Unrecognized request URL ({method}: {path})")


def _known(rows: dict[str, dict[str, Any]], kind: str, number: str) -> dict[str, Any]:
    if number not in rows:
        raise Unchecked(404, "resource_missing", f"No such {kind}: '{number}'")
    return rows[number]
