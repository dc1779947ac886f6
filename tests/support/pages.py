"""A client that looks at each page which it opens: one h1, a title, labels, alt texts, no ids twice, nothing inline."""

import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.db.session import db

LEFT_OUT = {"hidden", "submit", "button", "image", "reset"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.in_label = 0
        self.labelled: list[dict[str, str | None]] = []
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "label":
            self.in_label += 1
        if tag in ("input", "select", "textarea") and self.in_label:
            self.labelled.append(found)
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.in_label -= 1
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def complaints(html: str) -> list[str]:
    """What is wrong with a page."""
    reader = _Reader()
    reader.feed(html)
    tags = reader.tags
    wrong = []
    headings = sum(tag == "h1" for tag, _ in tags)
    if headings != 1:
        wrong.append(f"{headings} h1")
    if not reader.title.strip().removesuffix("| Gerai").strip():
        wrong.append("no title")
    ids = [attrs["id"] for _, attrs in tags if attrs.get("id")]
    wrong += [f"id twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1}, key=str)]
    targets = {attrs.get("for") for tag, attrs in tags if tag == "label"}
    for tag, attrs in tags:
        if tag in ("input", "select", "textarea") and attrs.get("type") not in LEFT_OUT:
            named = attrs.get("aria-label") or attrs.get("id") in targets or attrs in reader.labelled
            if not named:
                wrong.append(f"field without label: {attrs.get('name')}")
        if tag == "img" and "alt" not in attrs:
            wrong.append("img without alt")
        if (
            tag == "form"
            and (attrs.get("method") or "").lower() == "post"
            and 'name="csrf_token"' not in html
        ):
            wrong.append("form without token")
        # a block of data is not run, and no policy refuses it
        if tag == "script" and "src" not in attrs and attrs.get("type") != "application/ld+json":
            wrong.append("inline script")
        wrong += [f"inline {name}" for name in attrs if name == "style" or name.startswith("on")]
        for described in (attrs.get("aria-describedby") or "").split():
            if described not in ids:
                wrong.append(f"aria-describedby names nothing: {described}")
    # the blank after it: a token or a picture within the page may have any four letters
    english = re.search(r"This field|Not a valid|CSRF |Internal Server|required\.", html)
    if english:
        wrong.append(f"English: {english[0]}")
    return wrong


class PageClient(FlaskClient):
    """Opens pages as a browser would, each in a fresh application context, and checks them."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        check = kwargs.pop("check", True)
        db.session.commit()
        assert isinstance(self.application, Flask)
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        whole_page = response.mimetype == "text/html" and "<html" in response.text
        if check and whole_page:
            wrong = complaints(response.text)
            assert not wrong, f"{response.request.path}: {wrong}"
        return response

    def token(self, path: str) -> str:
        """The CSRF token of a page."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).text)
        assert found, f"no form on {path}"
        return found[1]

    def send(self, path: str, *, to: str | None = None, **fields: Any) -> TestResponse:
        """Fill the form of a page and send it."""
        data = {"csrf_token": self.token(path), **fields}
        return self.post(to or path, data=data)

    def sign_in(self, who: str, password: str) -> TestResponse:
        """Come in by the front door."""
        response = self.send("/masuk", who=who, password=password)
        assert response.status_code == 303, response.text
        return response
