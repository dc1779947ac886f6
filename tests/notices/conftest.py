"""The mailbox of tests that send mail."""

from tests.support.mailbox import mailbox

__all__ = ["mailbox"]
