"""A run: pictures drawn one after another, read as the command reads them, counted."""

from pathlib import Path

from app.standards.rules.reading.elements import Declared
from app.standards.rules.reading.read import read_label
from bench.labels import store
from bench.labels.engine import Engine
from bench.labels.facts import TODAY
from bench.labels.pictures import Case, plans
from bench.labels.tally import Read, tell


def run(
    seed: int,
    count: int,
    *,
    only: str = "",
    again: bool = False,
    keep: Path | None = None,
    draw_only: bool = False,
) -> None:
    """Draws, reads and prints. `again` takes readings of these very pictures by this very reader from the store."""
    print(f"Membaca {count} kemasan buatan, benih {seed}{f', hanya {only}' if only else ''}", flush=True)
    reads: list[Read] = []
    with Engine() as engine:
        for done, planned in enumerate(plans(seed, count, only), start=1):
            case = store.drawn(planned)
            if keep:
                store.write(case, keep)
            if not draw_only:
                reads.append(_read(case, engine, again))
            if done % 20 == 0:
                print(f"  {done}/{count}", flush=True)
    if reads:
        tell(reads, engine.peak)
    if keep:
        print(f"\nGambar, keterangan dan kenyataannya ada di {keep}")


def _read(case: Case, engine: Engine, again: bool) -> Read:
    sights, total = [], 0.0
    old = [store.seen_before(photo) if again else None for photo in case.photos]
    for photo, known in zip(case.photos, old, strict=True):
        if known is None:
            known, seconds = engine.read(photo)
            store.remember(photo, known)
            total += seconds
        sights.append(known)
    found = read_label(sights, Declared(**case.declared), today=TODAY)
    timed = None if any(old) else total
    return Read(case.plan, tuple(store.photo_names(case)), case.declared, case.truth, found, timed)
