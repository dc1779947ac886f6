"""The key under which a gateway is asked for a refund: the same for every repeat of one try, another for the next try."""

import re
from datetime import datetime

_FORM = re.compile(r".+-refund-(\d{1,18})-\d{20}")


def refund_key(payment_key: str, refund_id: int, asked_at: datetime) -> str:
    """A gateway keeps its refusal under the key, so a try that a person asks for anew (`asked_at`) has another one."""
    return f"{payment_key}-refund-{refund_id}-{asked_at:%Y%m%d%H%M%S%f}"


def refund_of(key: str) -> int | None:
    """The refund that a key may belong to; whether it is the key of its present try is to be compared."""
    found = _FORM.fullmatch(key)
    return int(found[1]) if found else None
