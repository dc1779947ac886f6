"""How the commands under `flask standards` answer: JSON lines or sentences, and one sentence when they cannot."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from app.standards.rules.findings import Finding


def stop(sentence: str) -> NoReturn:
    """Say one sentence on stderr and end with exit code 2."""
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(2)


def print_answer(facts: dict[str, Any], lines: list[str], as_json: bool) -> None:
    if as_json:
        print_lines([facts])
    else:
        click.echo("\n".join(lines))


def print_lines(answers: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    for facts in answers:
        click.echo(json.dumps(facts, ensure_ascii=False))


def finding_facts(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "sentence": finding.sentence,
        "next_step": finding.next_step,
        "source": finding.source,
        "helper": finding.helper,
    }
