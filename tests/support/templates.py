"""What stands in the templates, read from their source: calls, words, classes, icons. Nothing is rendered."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, nodes

from app.cli.cluster import ROOT

FOLDER = ROOT / "templates"
CLASS = re.compile(r'\bclass="((?:[^"{]|\{(?![{%])|\{\{.*?\}\}|\{%.*?%\})*)"')
CUT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@cache
def sources() -> dict[str, str]:
    """Name → source of every template."""
    return {path.relative_to(FOLDER).as_posix(): path.read_text() for path in sorted(FOLDER.rglob("*.html"))}


@cache
def trees() -> dict[str, nodes.Template]:
    """Name → syntax tree of every template."""
    plain = Environment(autoescape=True, extensions=["jinja2.ext.do"])
    return {name: plain.parse(source) for name, source in sources().items()}


def calls(*names: str) -> Iterator[tuple[str, nodes.Call]]:
    """Every call of one of these functions or macros, with the template it stands in."""
    for template, tree in trees().items():
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in names:
                yield template, call


def argument(call: nodes.Call, place: int, name: str) -> nodes.Expr | None:
    """An argument by its place or its name."""
    if len(call.args) > place:
        return call.args[place]
    return next((word.value for word in call.kwargs if word.key == name), None)


def outcomes(node: nodes.Node | None) -> tuple[set[str], set[str]]:
    """The strings that an expression can become, and the names of variables on which it depends otherwise."""
    match node:
        case nodes.Const(value=str(value)):
            return {value}, set()
        case nodes.CondExpr(expr1=one, expr2=other):
            first, second = outcomes(one), outcomes(other)
            return first[0] | second[0], first[1] | second[1]
        case nodes.Name(name=name):
            return set(), {name}
        case None | nodes.Const():
            return set(), set()
        case _:
            return set(), {type(node).__name__}


def strings(node: nodes.Node) -> set[str]:
    """Every string that stands in an expression as it is."""
    found = [node] if isinstance(node, nodes.Const) else []
    found += node.find_all(nodes.Const)
    return {one.value for one in found if isinstance(one.value, str)}


def class_words() -> dict[str, set[str]]:
    """Word → templates in which it stands in a class; a word made while rendering keeps its `{{ … }}`."""
    found: dict[str, set[str]] = {}
    for name, source in sources().items():
        words: list[str] = []
        for inside in CLASS.findall(source):
            glued = re.sub(r"\{\{\s*(.*?)\s*\}\}", lambda m: "{{" + m[1].replace(" ", "\x00") + "}}", inside)
            words += CUT.sub(" ", glued).split()
        for block in trees()[name].find_all(nodes.Block):
            if block.name.endswith("_class"):
                words += " ".join(data.data for data in block.find_all(nodes.TemplateData)).split()
        for word in trees()[name].find_all(nodes.Keyword):
            if word.key == "class":
                words += " ".join(strings(word.value)).split()
        for macro in trees()[name].find_all(nodes.Macro):
            given = macro.args[len(macro.args) - len(macro.defaults) :]
            for argument_, default in zip(given, macro.defaults, strict=True):
                if argument_.name == "class":
                    words += " ".join(strings(default)).split()
        for word_ in words:
            found.setdefault(word_.replace("\x00", " "), set()).add(name)
    for name, call in calls("icon"):
        second = argument(call, 1, "class")
        for word_ in " ".join(strings(second)).split() if second is not None else ():
            found.setdefault(word_, set()).add(name)
    return found


@cache
def python() -> dict[str, ast.Module]:
    """Name → syntax tree of every module of the house."""
    paths = sorted((ROOT / "app").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text()) for path in paths}
