"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "search", "tel", "email", "number", "password", "date", "textarea", "url"}


@dataclass
class Form:
    """Where it goes and what stands in it; `typed` names the fields into which people write."""

    action: str
    method: str
    multipart: bool = False
    values: list[tuple[str, str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """What stands in a field now."""
        return next((value for there, value in self.values if there == name), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = self._area = ""
        self._chosen: str | None = None
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = True
            self.forms.append(
                Form(given.get("action", ""), given.get("method", "get").lower(), "multipart" in str(given))
            )
        if not self._open or not (name := given.get("name", self._select if tag == "option" else "")):
            return
        form, value, kind = self.forms[-1], given.get("value", ""), given.get("type", "text")
        if tag == "textarea":
            self._area = name
            form.typed.append(name)
            form.values.append((name, ""))
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and (self._chosen is None or "selected" in given):
            self._chosen = value
        elif tag == "button" or kind in ("submit", "image"):
            form.buttons.append((name, value))
        elif tag == "input" and kind == "file":
            form.files.append(name)
        elif tag == "input" and kind in ("radio", "checkbox"):
            form.values += [(name, value or "on")] if "checked" in given else []
        elif tag == "input":
            form.values.append((name, value))
            form.typed += [name] if kind in TYPED else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea":
            self._area = ""
        elif tag == "select" and self._select:
            self.forms[-1].values.append((self._select, self._chosen or ""))
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            name, before = self.forms[-1].values.pop()
            data = data.replace("\r\n", "\n")
            # The line break behind the tag is no part of the text.
            self.forms[-1].values.append((name, before + (data if before else data.removeprefix("\n"))))


def forms_of(html: str) -> list[Form]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_to(html: str, action: str) -> Form:
    """The one form that goes to this address; an empty action is the page itself."""
    (found,) = (
        one
        for one in forms_of(html)
        if one.method == "post" and one.action.partition("#")[0].partition("?")[0] == action
    )
    return found


def filled(html: str, field: str) -> dict[str, list[str]]:
    """What the form that has this field would send: name → values, empty ones and the token left out."""
    for form in forms_of(html):
        names = {name for name, _ in form.values}
        if field in names:
            names -= {"csrf_token"}
            said = {name: [value for there, value in form.values if there == name] for name in names}
            return {name: values for name, values in said.items() if any(values)}
    raise AssertionError(f"no form with a field {field}")


def sent(data: dict[str, object]) -> dict[str, list[str]]:
    """The same shape for what a test sends."""
    return {
        name: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in data.items()
        if value not in ("", [])
    }
