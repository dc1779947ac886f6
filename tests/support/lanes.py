"""`make test` and `make check`: every lane, one after another, and at the end what became of each.

A lane that fails does not keep the next from running; a lane that could not run says why in the last lines.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support import chromium

ROOT = Path(__file__).resolve().parents[2]
NO_TESTS = 5
"""pytest's exit code when it found nothing to run."""

CONTRACTS = "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass
class Result:
    lane: str
    word: str
    seconds: float
    failed: bool = False


Lane = Callable[[Tally], "int | str"]
"""Answers an exit code, or a sentence: why it was not run."""


def module(*arguments: str) -> Lane:
    return lambda tally: run("-m", *arguments)


def run(*arguments: str, **env: str) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**os.environ, **env}).returncode


def pytest(name: str, marks: str, tally: Tally, *options: str, **env: str) -> int:
    report = ROOT / "var" / "test" / f"{name}.xml"
    report.unlink(missing_ok=True)
    code = run("-m", "pytest", "-m", marks, f"--junitxml={report}", *options, **env)
    count(report, tally)
    return code


def count(report: Path, tally: Tally) -> None:
    try:
        head = report.read_text(errors="replace")[:1000]
    except OSError:
        tally.failed += 1
        return
    tests, failures, errors, skipped = (
        int(found.group(1)) if (found := re.search(rf'\b{name}="(\d+)"', head)) else 0
        for name in ("tests", "failures", "errors", "skipped")
    )
    tally.failed += failures + errors
    tally.skipped += skipped
    tally.passed += tests - failures - errors - skipped


def plain_tests(tally: Tally) -> int:
    return pytest("plain", "not db and not race and not journey", tally)


def tests(tally: Tally) -> int:
    workers = os.environ.get("WORKERS") or str(min(4, os.cpu_count() or 1))
    return pytest("tests", "not journey and not race", tally, "-n", workers)


def races(tally: Tally) -> int:
    """Alone: 64 threads want the machine and the cluster's connections for themselves."""
    return pytest("races", "race", tally)


def journeys(tally: Tally) -> int | str:
    """In a process of its own: Playwright leaves a running loop behind."""
    found = chromium.found_or_installed()
    if not found.path:
        return found.reason
    before = tally.passed
    code = pytest("journeys", "journey", tally, GERAI_CHROMIUM=found.path)
    if code == NO_TESTS:
        return "belum ada"
    return "semuanya dilewati, alasannya di atas" if code == 0 and tally.passed == before else code


CHECKS: dict[str, Lane] = {
    "ruff format": module("ruff", "format", "--check", "--quiet", "."),
    "ruff check": module("ruff", "check", "--quiet", "."),
    "mypy": module("mypy", "--no-error-summary"),
    "import contracts": lambda tally: run("-c", CONTRACTS),
}
FAST: dict[str, Lane] = {**CHECKS, "tests without database": plain_tests}
ALL: dict[str, Lane] = {**CHECKS, "tests": tests, "races": races, "journeys": journeys}


def tried(name: str, lane: Lane, tally: Tally) -> Result:
    print(f"\n── {name}", flush=True)
    start = time.monotonic()
    answer = lane(tally)
    seconds = time.monotonic() - start
    if isinstance(answer, str):
        return Result(name, f"TIDAK DIJALANKAN: {answer}", seconds)
    if answer:
        return Result(name, f"GAGAL (kode {answer})", seconds, failed=True)
    return Result(name, "lulus", seconds)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make test")
    parser.add_argument("--fast", action="store_true", help="no database, no browser")
    lanes = FAST if parser.parse_args(arguments).fast else ALL
    tally = Tally()
    try:
        results = [tried(name, lane, tally) for name, lane in lanes.items()]
    except KeyboardInterrupt:
        return 130
    print()
    for result in results:
        print(f"  {result.lane:<24}{result.seconds:>6.1f} s  {result.word}")
    print(f"\n{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped", flush=True)
    return int(any(result.failed for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
