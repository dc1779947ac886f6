"""What is printed of a run."""

import os
import platform
from collections.abc import Mapping
from typing import Any

import psutil

from bench.kill.run import Outcome


def show(outcome: Outcome) -> None:
    """Both books side by side, then what was lost and doubled."""
    crowd, book = outcome.crowd, outcome.book
    print(
        f"\n{len(os.sched_getaffinity(0))} inti, {psutil.virtual_memory().total / 2**30:.0f} GB, "
        f"Python {platform.python_version()}; benih {outcome.wish.seed}, {outcome.seconds:.0f} detik"
    )
    print("dimatikan dengan -9: " + _listed(outcome.killed))
    print(f"pesanan: {crowd.orders}, yang dilakukan pembelinya: " + _listed(crowd.deeds))
    print("setelah membayar: " + _listed(crowd.afterwards))
    print("jawaban pembuat: " + _listed(crowd.answered))
    print(
        f"jawaban yang tidak pernah sampai {crowd.counts.lost}, galat 5xx {crowd.counts.errors}, "
        f"keranjang yang kehabisan {crowd.sold_out}; {_notices(book)}"
    )
    print(f"\n{'':<18}{'di Stripe':>14}{'di toko':>14}")
    for name, (there, here) in outcome.sums.figures.items():
        print(f"{name:<18}{there:>14}{here:>14}")
    print("\nbuku besar: " + _listed(outcome.sums.looked_at))
    if not outcome.quiet:
        print(
            f"BELUM TENANG: waktunya habis, {outcome.unpaid_left} pesanan masih menunggu dibayar. Beri --minutes lebih."
        )
    for name, wrong in {
        "hilang": outcome.sums.lost,
        "dobel": outcome.sums.doubled,
        "tidak cocok": outcome.sums.untied,
        "pekerjaan tertinggal": [
            f"{one['task_name']} ({one['status']}, {one['attempts']} kali)" for one in outcome.jobs_left
        ],
        "tugas untuk admin": outcome.sums.tasks,
        "pembeli yang menyerah": crowd.unfinished,
    }.items():
        print(f"{name:<22}{len(wrong):>5}")
        for one in wrong[:20]:
            print(f"    {one}")


def _listed(counts: Mapping[str, int]) -> str:
    named = [f"{name} {times}" for name, times in sorted(counts.items()) if name and times]
    return ", ".join(named) or "tidak ada"


def _notices(book: Mapping[str, Any]) -> str:
    """What became of Stripe's calls."""
    taken = sum(200 <= status < 300 for _, _, status in book["calls"])
    told = len({event for event, _, _ in book["calls"]})
    return (
        f"webhook: {len(book['events'])} kejadian, {len(book['events']) - told} tidak pernah dikabarkan, "
        f"{taken} kali diterima, {len(book['calls']) - taken} kali gagal"
    )
