"""Reading a form of a page as a browser would send it again: what was typed must still stand there."""

from html.parser import HTMLParser

NOT_TYPED = {"submit", "button", "image", "reset", "file"}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._in_form = False
        self._name: str | None = None
        self._text = ""
        self._option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.forms.append({})
            self._in_form = True
        name = found.get("name")
        if not self._in_form:
            return
        if tag == "input" and name and found.get("type") not in NOT_TYPED:
            if found.get("type") in ("radio", "checkbox") and "checked" not in found:
                return
            self._keep(name, found.get("value") or "")
        elif tag in ("textarea", "select"):
            self._name, self._text = name, ""
        elif tag == "option" and self._name and "selected" in found:
            self._keep(self._name, found.get("value") or "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        if tag == "textarea" and self._name:
            self._keep(self._name, self._text.replace("\r\n", "\n").removeprefix("\n"))
            self._name = None
        if tag == "select":
            self._name = None

    def _keep(self, name: str, value: str) -> None:
        if name != "csrf_token":
            self.forms[-1].setdefault(name, []).append(value)


def filled(html: str, field: str) -> dict[str, list[str]]:
    """What the form that has this field would send: name → values, empty ones left out."""
    reader = _Forms()
    reader.feed(html)
    for form in reader.forms:
        if field in form:
            return {name: values for name, values in form.items() if any(values)}
    raise AssertionError(f"no form with a field {field}")


def sent(data: dict[str, object]) -> dict[str, list[str]]:
    """The same shape for what a test sends."""
    return {
        name: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in data.items()
        if value not in ("", [])
    }
