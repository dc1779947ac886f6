"""How an agency's list of requests is cut: by what they are waiting for, and by the year of their hand-over."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from app.gifts.rules.life import RequestState


class Tab(StrEnum):
    """Which requests one looks at; the value stands in the address. OPEN is all that is not over."""

    OPEN = ""
    DRAFT = "rancangan"
    WAITING = "menunggu"
    UNDER_WAY = "disiapkan"
    HANDED_OVER = "diserahkan"
    CANCELLED = "batal"


OPEN_STATES = (RequestState.WAITING, RequestState.DRAFT, RequestState.UNDER_WAY)
"""In the order in which a list shows them: what waits for somebody first."""

STATES: Mapping[Tab, Sequence[RequestState]] = {
    Tab.OPEN: OPEN_STATES,
    Tab.DRAFT: (RequestState.DRAFT,),
    Tab.WAITING: (RequestState.WAITING,),
    Tab.UNDER_WAY: (RequestState.UNDER_WAY,),
    Tab.HANDED_OVER: (RequestState.HANDED_OVER,),
    Tab.CANCELLED: (RequestState.CANCELLED,),
}

TAB_WORDS = {
    Tab.OPEN: "Berjalan",
    Tab.WAITING: "Menunggu kepala",
    Tab.DRAFT: "Rancangan",
    Tab.UNDER_WAY: "Disiapkan",
    Tab.HANDED_OVER: "Diserahkan",
    Tab.CANCELLED: "Batal",
}


def tab_of(word: str) -> Tab:
    """As an address asks for it; what is not known is the list of open ones."""
    return Tab(word) if word in set(Tab) else Tab.OPEN


def is_newest_first(tab: Tab) -> bool:
    """What is over is looked up from its end; what is open, from the next hand-over."""
    return tab in (Tab.HANDED_OVER, Tab.CANCELLED)
