"""Labels a second, one after the other in one process: PDF of two pages, the two previews, a sheet of A4; and memory."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.base.kinds import Category
from app.paper.label import (
    LabelBrand,
    LabelText,
    LabelTooLong,
    Run,
    Size,
    Style,
    label_pdf,
    label_png,
    sheet_pdf,
)
from app.standards.rules.label import LabelFacts
from app.standards.rules.printed import PaperFacts, PrintFacts, print_label

ROUNDS = 60
DAY = date(2026, 11, 22)
NUMBER = "P-IRT No. 2153671019901-30"


def a_label() -> LabelText:
    """A snack with everything on it."""
    facts = LabelFacts(
        category=Category.CAMILAN,
        kind_name="Keripik Singkong Balado",
        trade_name="Renyah",
        composition="singkong, minyak goreng, cabai merah, gula, garam, ebi, bawang putih, daun jeruk",
        net_quantity=250,
        net_unit="g",
        maker="Dapur Ratna",
        town="Kota Tangerang",
        postal_code="15148",
        shelf_life_days=180,
    )
    printed = print_label(
        PrintFacts(
            label=facts,
            brand=LabelBrand(name="Dapur Ratna"),
            pirt=PaperFacts(number=NUMBER, seen=True),
            made_on=DAY,
            code="B221126",
            url="http://localhost/produk/keripik-singkong-balado",
            today=DAY,
        )
    )
    if printed.text is None:
        raise RuntimeError(str(printed.missing))
    return printed.text


def measure() -> None:
    """Every way of printing in turn, each label with a code of its own, so that nothing comes from a cache."""
    text = a_label()
    long = replace(text, ingredients=(Run("gula aren asli, " * 125),))
    ways: dict[str, Callable[[LabelText, Style], object]] = {
        "PDF, 2 halaman": lambda one, style: label_pdf(one, Size.MIDDLE, style),
        "PNG 300 dpi, 2 sisi": lambda one, style: label_png(one, Size.MIDDLE, style),
        "PNG pratinjau, 2 sisi": lambda one, style: label_png(one, Size.MIDDLE, style, ppi=224),
        "PDF A4, 2 × 9 label": lambda one, style: sheet_pdf(one, Size.MIDDLE, style),
        "terlalu panjang, ditolak": lambda one, style: _refused(replace(long, name=one.name), style),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    work: dict[str, list[float]] = {name: [] for name in ways}
    before = _memory()
    for number in range(ROUNDS):
        one = replace(text, name=f"Keripik Singkong {number}")
        for name, way in ways.items():
            began, busy = time.perf_counter(), time.process_time()
            way(one, list(Style)[number % len(Style)])
            times[name].append(time.perf_counter() - began)
            work[name].append(time.process_time() - busy)
    print(f"\n{'label 50 × 80 mm':<28}{'median':>9}{'95 %':>9}{'CPU':>9}{'per detik':>11}")
    for name, kept in times.items():
        middle = statistics.median(kept)
        busy = statistics.median(work[name])
        late = sorted(kept)[int(len(kept) * 0.95)]
        print(
            f"  {name:<26}{middle * 1000:>6.1f} ms{late * 1000:>6.1f} ms{busy * 1000:>6.1f} ms{1 / middle:>11.0f}"
        )
    print(f"  memori sebelum {before} MB, sesudah {_memory()} MB, tertinggi {_memory('VmHWM')} MB")


def _refused(text: LabelText, style: Style) -> None:
    try:
        label_pdf(text, Size.SMALL, style)
    except LabelTooLong:
        return
    raise RuntimeError("it fits")


def _memory(which: str = "VmRSS") -> int:
    """Of this process, in MB; 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(which)), 0)


if __name__ == "__main__":
    measure()
