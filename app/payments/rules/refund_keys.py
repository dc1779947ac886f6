"""Names of a refund's tries: at the gateway, the same for every repeat of one try and another for the next; and in the ledger."""

import re
from datetime import datetime

_FORM = re.compile(r".+-refund-(\d{1,18})-\d{20}")


def refund_key(payment_key: str, refund_id: int, asked_at: datetime) -> str:
    """A gateway keeps its refusal under the key, so a try that a person asks for anew (`asked_at`) has another one."""
    return f"{payment_key}-refund-{refund_id}-{asked_at:%Y%m%d%H%M%S%f}"


def done_source(refund_id: int, bounced: int) -> str:
    """The ledger's name for a refund that is done after it came back so many times: each time is an event of its own."""
    return f"refund:{refund_id}" + (f"/{bounced + 1}" if bounced else "")


def bounced_source(refund_id: int, bounced: int) -> str:
    """The ledger's name for coming back the `bounced`-th time, from 1."""
    return f"refund-bounced:{refund_id}" + (f"/{bounced}" if bounced > 1 else "")


def refund_of(key: str) -> int | None:
    """The refund that a key may belong to; whether it is the key of its present try is to be compared."""
    found = _FORM.fullmatch(key)
    return int(found[1]) if found else None
