"""Walking a site by its own links, as a reader would."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from tests.support.pages import PageClient


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(str(given["href"]))


def links(html: str) -> list[str]:
    """The addresses of a page's links, in order."""
    reader = _Links()
    reader.feed(html)
    return reader.found


def walk(browser: PageClient, start: str, *, most: int = 120) -> dict[str, TestResponse]:
    """Address → answer of every page of the site that can be reached from here; a query is part of the address."""
    waiting, seen = [start], {start: browser.get(start)}
    while waiting:
        here = waiting.pop(0)
        if seen[here].mimetype != "text/html":
            continue
        for href in links(seen[here].text):
            there = urljoin(f"http://localhost{here}", href)
            parts = urlsplit(there)
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc != "localhost" or address in seen or len(seen) >= most:
                continue
            seen[address] = browser.get(address)
            waiting.append(address)
    return seen
