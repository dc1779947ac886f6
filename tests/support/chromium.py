"""A Chromium that really starts, for the journeys: found on this machine, or installed where that is possible."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
IN_APPLICATIONS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")

ARGUMENTS = (
    "--no-sandbox",  # root has no other way
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

START = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=sys.argv[2:])
    page = browser.new_page()
    page.set_content("<h1>Gerai</h1>")
    assert page.inner_text("h1") == "Gerai"
    browser.close()
"""

WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class Found(NamedTuple):
    """Where it is, or why there is none."""

    path: str
    reason: str = ""


def on_this_machine() -> Found:
    """Without installing anything. `make test` has looked already and says so in GERAI_CHROMIUM."""
    known = os.environ.get("GERAI_CHROMIUM")
    if known:
        return Found(known)
    reason = "Chromium tidak ada di mesin ini"
    for path in _candidates():
        reason = _why_not(path)
        if not reason:
            return Found(path)
    return Found("", reason)


def found_or_installed() -> Found:
    found = on_this_machine()
    for install in (_with_apt, _with_playwright):
        if found.path:
            return found
        obstacle = install()
        found = Found("", f"{found.reason}; {obstacle}") if obstacle else on_this_machine()
    return found


def _candidates() -> Iterator[str]:
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield path
    for name in IN_APPLICATIONS:
        if Path("/Applications", name).exists():
            yield str(Path("/Applications", name))
    own = _run([sys.executable, "-c", WHERE], 30)
    path = own.stdout.strip()
    if own.returncode == 0 and Path(path).exists():
        yield path


def _why_not(path: str) -> str:
    """Nothing, when a page could be opened with it."""
    tried = _run([sys.executable, "-c", START, path, *ARGUMENTS], 60)
    if tried.returncode == 0:
        return ""
    if "libatomic" in tried.stderr:
        return "Playwright butuh libatomic1 (apt install libatomic1)"
    return f"{path} tidak mau dijalankan: {_gist(tried.stderr)}"


def _with_apt() -> str:
    """Nothing, or why not."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "apt hanya untuk root (sudo apt install chromium libatomic1)"
    print("Memasang Chromium dengan apt…", flush=True)
    quiet = ["apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0"]
    _run([*quiet, "update"], 300)
    done = _run([*quiet, "install", "--no-install-recommends", "chromium", "libatomic1"], 900)
    return "" if done.returncode == 0 else f"apt gagal: {_gist(done.stderr)}"


def _with_playwright() -> str:
    """Nothing, or why not."""
    print("Mengunduh Chromium milik Playwright (paling lama 60 detik)…", flush=True)
    done = _run([sys.executable, "-m", "playwright", "install", "chromium"], 60)
    return "" if done.returncode == 0 else f"unduhan Playwright gagal: {_gist(done.stderr)}"


def _run(command: list[str], limit: float) -> "subprocess.CompletedProcess[str]":
    """In a session of its own, which is ended with all its children when the time is up."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=limit)
        except BaseException as error:
            os.killpg(process.pid, 9)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            return subprocess.CompletedProcess(command, 1, "", f"belum selesai setelah {limit:.0f} detik")
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def _gist(text: str) -> str:
    """The line that names the error, else the last one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next(
        (line for line in lines if "error" in line.lower()), lines[-1] if lines else "tanpa keterangan"
    )[:200]
