"""Templates compile strictly, hold nothing inline, and name only addresses, icons and classes that exist."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined, UndefinedError, nodes

from app.base.actor import Actor, Grant, Role
from app.cli.cluster import ROOT
from app.web.shell import _doors
from tests.support import templates
from tests.support.templates import argument, calls, outcomes, strings

NAMES = sorted(templates.sources())
ENDPOINT = re.compile(r"^(?:shop|seller|curator|officer|admin|hooks)(?:\.[a-z_]+){2}$")
EVERY_DOOR = Actor(1, 1, "A", "A", tuple(Grant(role) for role in Role))

# -- strictness -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(app: Flask, name: str) -> None:
    assert app.jinja_env.get_template(name).name == name


def test_a_name_that_nobody_gave_is_an_error_and_everything_is_escaped(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ nobody_gave_this }}").render()
    assert app.jinja_env.from_string("{{ words }}").render(words="<b>") == "&lt;b&gt;"
    for name in NAMES:
        assert app.jinja_env.autoescape is True or app.jinja_env.autoescape(name) is True


INLINE = {
    "style attribute": r"<[^>]*\sstyle\s*=",
    "handler attribute": r"<[^>]*\son[a-z]+\s*=",
    "style element": r"<style\b",
    "script without a file": r"<script\b(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">\{\{ share\.data\|tojson \}\}</script>)",
    "javascript address": r"javascript:",
    "frame": r"<(?:iframe|object|embed|base)\b",
    "address elsewhere": r"\b(?:src|srcset|action)=\"(?:https?:)?//",
}


@pytest.mark.parametrize("what", INLINE)
def test_nothing_stands_inline_that_the_policy_would_refuse(what: str) -> None:
    plain = {name: templates.CUT.sub("", source) for name, source in templates.sources().items()}
    found = [name for name, source in plain.items() if re.search(INLINE[what], source, re.I)]
    assert found == []


def test_no_template_switches_escaping_off() -> None:
    for name, tree in templates.trees().items():
        assert {"safe"}.isdisjoint(one.name for one in tree.find_all(nodes.Filter)), name
        assert not list(tree.find_all(nodes.ScopedEvalContextModifier)), f"{name}: autoescape block"
        assert not list(tree.find_all(nodes.MarkSafe)), name


def test_every_template_is_used() -> None:
    named = {text for tree in templates.trees().values() for text in strings(tree)}
    for module in templates.python().values():
        named |= {
            one.value
            for one in ast.walk(module)
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        }
    assert [name for name in NAMES if name not in named] == []


# -- addresses --------------------------------------------------------------------------------------


def _home(name: str) -> str:
    """The blueprint whose pages a template belongs to: `catalog/seller/goods.html` → `seller.catalog`."""
    package, door = Path(name).parts[:2]
    return f"{door}.{package}"


def _rules(app: Flask, endpoint: str) -> list[set[str]]:
    return [set(rule.arguments) for rule in app.url_map.iter_rules(endpoint)]


def test_every_address_that_a_template_names_exists_and_is_given_its_parts(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    seen = 0
    for name, call in calls("url_for"):
        where, _ = outcomes(call.args[0])
        given = {word.key for word in call.kwargs}
        for endpoint in where:
            full = _home(name) + endpoint if endpoint.startswith(".") else endpoint
            assert full in endpoints, f"{name}: {endpoint}"
            if call.dyn_kwargs is None:
                assert any(parts <= given for parts in _rules(app, full)), f"{name}: {endpoint} lacks a part"
            seen += 1
    assert seen > 100


def test_every_endpoint_that_is_written_down_exists(app: Flask) -> None:
    """Also those that reach `url_for` through a variable: the places of a desk, the doors, links of letters."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    written = {
        (name, text)
        for name, tree in templates.trees().items()
        for text in strings(tree)
        if ENDPOINT.match(text)
    }
    for name, module in templates.python().items():
        for one in ast.walk(module):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and ENDPOINT.match(one.value):
                written.add((name, one.value))
    assert len(written) > 60
    assert {(name, text) for name, text in written if text not in endpoints} == set()


def test_every_address_that_a_view_names_exists(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    for name, module in templates.python().items():
        if "/views/" not in name:
            continue
        home = _home_of_view(name, module)
        for call in ast.walk(module):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "url_for":
                where = call.args[0]
                if isinstance(where, ast.Constant) and str(where.value).startswith("."):
                    assert f"{home}{where.value}" in endpoints, f"{name}: {where.value}"


def _home_of_view(name: str, module: ast.Module) -> str:
    """`views/<door>.py` and the files of `views/<door>/` hang on the package's blueprint; `views/<theme>/<door>.py` makes one of
    its own."""
    _, package, _, *rest = Path(name).with_suffix("").parts
    own = [
        call.args[0].value
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "Blueprint"
        and isinstance(call.args[0], ast.Constant)
    ]
    doors = {"shop", "seller", "curator", "keeper", "officer", "admin", "hooks"}
    door = next((part for part in rest if part in doors), rest[0])
    return f"{door}.{own[0] if own else package}"


# -- icons ------------------------------------------------------------------------------------------

SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
ICON_AT = {"icon": (0, "name"), "empty": (0, "symbol"), "pill": (2, "symbol"), "press": (4, "symbol")}
HANDED_ON = {
    ("components/desk_places.html", "symbol"),  # the lists of the desks, read below
    ("layouts/shop.html", "symbol"),  # app/web/shell.py, read below
    ("accounts/shop/account.html", "symbol"),
    ("components/page.html", "symbol"),  # parameters of `empty`, `pill` and `press`, read at their callers
    ("components/field.html", "symbol"),
    ("reports/admin/today.html", "symbol"),  # a list in the template itself, read below
}


def test_every_icon_is_in_the_sprite() -> None:
    wanted: set[tuple[str, str]] = set()
    for macro, (place, keyword) in ICON_AT.items():
        for name, call in calls(macro):
            words, others = outcomes(argument(call, place, keyword))
            wanted |= {(name, word) for word in words}
            assert {(name, other) for other in others} <= HANDED_ON, f"{name}: say which icons these can be"
    for name, tree in templates.trees().items():
        for row in tree.find_all(nodes.Tuple):  # words, endpoint, icon
            if len(row.items) == 3 and any(ENDPOINT.match(text) for text in strings(row.items[1])):
                wanted |= {(name, word) for word in strings(row.items[2])}
    for name, source in templates.sources().items():
        for inside in re.findall(r"icons\.svg'\) \}\}#(\{\{.*?\}\}|[\w-]+)", source):
            if name != "components/icon.html":
                wanted |= {
                    (name, word)
                    for word in (re.findall(r"'([\w-]+)'", inside) if "{" in inside else [inside])
                }
    wanted |= {("app/web/shell.py", symbol) for _, _, symbol in _doors(EVERY_DOOR)}
    assert len(wanted) > 60
    assert {(name, word) for name, word in wanted if word not in SPRITE} == set()


# -- classes ----------------------------------------------------------------------------------------

BARE = {
    "dock__list", "thumbs",  # a class takes the bullets of a list away
    "home", "official-page", "picker", "photo--large", "inline",  # for readers of the source
}  # fmt: skip
"""Classes that no rule of the stylesheet names, on purpose."""


def _stylesheet() -> set[str]:
    text = "\n".join(path.read_text() for path in sorted((ROOT / "static/css").glob("*.css")))
    text = re.sub(r'/\*.*?\*/|"[^"]*"|\burl\([^)]*\)', "", text, flags=re.DOTALL)
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", text))


def _flash_kinds() -> set[str]:
    """Second arguments of every `flash(…)` in the house."""
    return {
        str(call.args[1].value)
        for module in templates.python().values()
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "flash"
        and isinstance(call.args[1], ast.Constant)
    }


def _given(macro: str, place: int, keyword: str) -> set[str]:
    """What the callers of a macro give for one of its parameters."""
    given: set[str] = set()
    for _, call in calls(macro):
        node = argument(call, place, keyword)
        words, others = outcomes(node)
        assert not others, f"{macro}: {others}"
        given |= words
    return given - {""}


def _made_while_rendering() -> dict[str, set[str]]:
    """A class with a variable in it → what it can become."""
    return {
        "flash--{{kind}}": {f"flash--{kind}" for kind in _flash_kinds()},
        "finding--{{kind}}": {f"finding--{kind}" for kind in _given("findings", 1, "kind")},
        "pill--{{kind}}": {f"pill--{kind}" for kind in _given("pill", 1, "kind")},
        "{{class}}": set(),  # keyword arguments of `press` and `icon`, read where they are given
    }


def test_every_class_has_its_style() -> None:
    defined, dynamic = _stylesheet() | BARE, _made_while_rendering()
    used = templates.class_words()
    assert len(used) > 120
    for word, places in used.items():
        assert "{{" not in word or word in dynamic, f"{word} in {places}: say what it can become"
        for one in dynamic.get(word, {word}):
            assert one in defined, f"no style for .{one} ({sorted(places)[0]})"
    assert dynamic["flash--{{kind}}"] >= {"flash--ok", "flash--bad"}
    assert set(dynamic) <= set(used), "these are no longer made: take them off the list"
    assert set(used) >= BARE, "these are no longer used: take them off the list"
    assert BARE.isdisjoint(_stylesheet()), "these have a style now: take them off the list"


def test_classes_that_scripts_set_have_their_style(app: Flask) -> None:
    defined = _stylesheet()
    found: set[str] = set()
    for script in (ROOT / "static/js").glob("*.js"):
        for words in re.findall(r'className = "([^"]*)"|classList\.\w+\("([^"]*)"', script.read_text()):
            found |= set(" ".join(words).split())
    assert "flash" in found
    assert found <= defined


def test_scripts_write_no_style_and_no_handler_into_the_page() -> None:
    for script in (ROOT / "static/js").glob("*.js"):
        text = script.read_text()
        assert not re.search(r"\beval\(|new Function|document\.write|setAttribute\(\"(?:style|on)", text), (
            script
        )
