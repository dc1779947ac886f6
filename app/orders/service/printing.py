"""Labels and packing lists of many parcels: asked for by the seller, made by the worker.

Each step of the worker is a short transaction of its own. Progress can be seen, and whoever goes on after a lost worker
finds what has been prepared. The file is put under a key chosen beforehand, so making it twice leaves one file.
"""

import logging
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.db.jobs import enqueue
from app.db.journal import record
from app.db.ports import port
from app.db.session import session, unit_of_work
from app.media.ports import ObjectStore
from app.orders.models import PrintPart, PrintRun
from app.orders.queries import papers
from app.orders.rules import printing as rules
from app.orders.rules.printing import LIFE, PrintKind, PrintMove, PrintState
from app.paper import sending
from app.paper.sending import Sheet
from app.sellers import queries as sellers

log = logging.getLogger(__name__)

BROKEN = "Pencetaknya sedang terganggu. Coba lagi sebentar lagi; yang sudah disiapkan tidak hilang."
NOTHING_LEFT = (
    "Semua pesanan yang dipilih sudah berubah, jadi tidak ada yang dicetak. Pilih lagi dari daftar."
)


class NotPrintable(RuleBroken):
    """The parcel is not (or no longer) hers to prepare."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Pesanan {number} tidak sedang disiapkan. Label dan daftar kemas bisa dicetak sejak disanggupi "
            "sampai dikirim."
        )


class NothingChosen(RuleBroken):
    message = "Belum ada yang dipilih. Centang dulu pesanan yang mau dicetak."


# -- one parcel, at once --------------------------------------------------------------------------------


def label(actor: Actor, parcel_id: int, sheet: Sheet, *, boxes: int, test: bool) -> tuple[str, bytes]:
    """Number of the order and the labels of one parcel as PDF. Raises NotFound, NotPrintable, RuleBroken."""
    if not 1 <= boxes <= rules.MOST_BOXES:
        raise RuleBroken(f"Jumlah kotak antara 1 dan {rules.MOST_BOXES}.")
    [(parcel, order)] = papers.hers(actor, [parcel_id])
    if parcel.state not in rules.PRINTABLE:
        raise NotPrintable(order.number)
    return order.number, sending.labels_pdf(papers.labels(parcel, order, test=test, boxes=boxes), sheet)


def packing_list(actor: Actor, parcel_id: int, sheet: Sheet, *, test: bool) -> tuple[str, bytes]:
    """Number of the order and the packing list of one parcel as PDF. Raises NotFound, NotPrintable."""
    [(parcel, order)] = papers.hers(actor, [parcel_id])
    if parcel.state not in rules.PRINTABLE:
        raise NotPrintable(order.number)
    return order.number, sending.lists_pdf([papers.packing_list(parcel, order, test=test)], sheet)


# -- many: asking ---------------------------------------------------------------------------------------


def ask(actor: Actor, kind: PrintKind, sheet: Sheet, parcel_ids: Collection[int]) -> PrintRun:
    """Have these parcels' papers made in the order of her list. The same choice asked again while it is being made is the
    same run. Raises NotFound for a parcel that is not hers, NothingChosen, NotPrintable, RuleBroken; then nothing is kept."""
    if not parcel_ids:
        raise NothingChosen
    if len(set(parcel_ids)) > rules.MOST_PARCELS:
        raise RuleBroken(f"Paling banyak {rules.MOST_PARCELS} pesanan sekali cetak. Cetak sebagian dulu, ya.")
    with unit_of_work() as current:
        seller = sellers.owned(actor)
        # one at a time per gerai, so that two presses of the button do not pass each other
        current.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"print-{seller.id}"))))
        chosen = papers.hers(actor, parcel_ids)
        for parcel, order in chosen:
            if parcel.state not in rules.PRINTABLE:
                raise NotPrintable(order.number)
        waiting = papers.open_runs(seller.id)
        for run in waiting:
            wanted = [parcel.id for parcel, _ in chosen]
            if (run.kind, run.sheet) == (kind, sheet) and wanted == [
                one.parcel_id for one in papers.parts(run.id)
            ]:
                return run
        if len(waiting) >= rules.MOST_OPEN:
            raise RuleBroken("Beberapa cetakan masih disiapkan. Tunggu sebentar, lalu coba lagi.")
        run = PrintRun(
            seller_id=seller.id,
            asked_by_id=actor.by_id,
            kind=kind,
            sheet=sheet,
            state=PrintState.WAITING,
            done=0,
            total=len(chosen),
            tries=0,
            file_key=secrets.token_urlsafe(16),
            asked_at=clock.now(),
            moved_at=clock.now(),
        )
        current.add(run)
        current.flush()
        current.add_all(
            PrintPart(run_id=run.id, position=at, parcel_id=parcel.id, tries=0)
            for at, (parcel, _) in enumerate(chosen)
        )
        current.flush()
        record(actor, "print asked", "print", run.id, kind=kind, sheet=sheet, parcels=len(chosen))
        _enqueue(run)
    return run


def try_again(actor: Actor, run_id: int) -> None:
    """A run that failed, or has not moved for long, is queued again; what was prepared stays. Raises NotFound, RuleBroken."""
    with unit_of_work() as current:
        sheet = papers.run(actor, run_id)
        current.refresh(sheet.run, with_for_update=True)
        if sheet.run.state is not PrintState.FAILED and not sheet.is_stuck:
            raise RuleBroken("Cetakan ini sedang disiapkan atau sudah jadi. Muat ulang halaman ini.")
        sheet.run.problem = sheet.run.ended_at = None
        sheet.run.tries = 0
        _move(sheet.run, PrintMove.TRY_AGAIN)
        current.flush()
        record(actor, "print asked again", "print", run_id)
        _enqueue(sheet.run)


def _enqueue(run: PrintRun) -> None:
    enqueue("orders.print_run", lock=f"print-{run.id}", run_id=run.id)


def file_of(actor: Actor, run_id: int) -> tuple[PrintRun, bytes]:
    """A finished PDF of the seller's own. Raises NotFound; RuleBroken when it is not made, or holds an address that its
    parcel's page no longer shows."""
    sheet = papers.run(actor, run_id)
    if sheet.run.state is not PrintState.DONE or sheet.closed:
        raise RuleBroken("Berkas ini belum jadi, atau sudah ditutup. Pilih lagi dari daftar pesanan.")
    return sheet.run, port(ObjectStore).get(rules.file_key(sheet.run.file_key))


# -- many: making ---------------------------------------------------------------------------------------


def make(run_id: int, *, test: bool) -> None:
    """Prepare what has not been prepared yet, parcel after parcel, then put everything into one PDF. `test`: it must never
    be sent. Safe to repeat, and to run twice at once."""
    while (following := _take_next(run_id)) is not None:
        try:
            facts = _prepared(following, test)
        except NotPrintable as refusal:
            _settle(following, problem=refusal.message)
        except Exception:  # one odd order must not keep the others from their labels
            log.exception("print run %s, parcel %s", run_id, following.parcel_id)
            _settle(following, problem=_cannot(following.parcel_id))
        else:
            _settle(following, facts=facts)
    _put_together(run_id)


@dataclass(frozen=True)
class _Next:
    run_id: int
    position: int
    parcel_id: int
    kind: PrintKind
    sheet: Sheet


def _take_next(run_id: int) -> _Next | None:
    """The next parcel, noted as begun; None when all have been prepared or nobody waits any more."""
    with unit_of_work() as current:
        run = _locked(run_id)
        if run is None or run.state not in rules.OPEN:
            return None
        for part in papers.parts(run_id):
            if part.facts is not None or part.problem is not None:
                continue
            if part.tries >= rules.MOST_TRIES:
                _leave_out(run, part, _cannot(part.parcel_id))
                continue
            part.tries += 1
            _move(run, PrintMove.TAKE)
            current.flush()
            return _Next(run_id, part.position, part.parcel_id, PrintKind(run.kind), Sheet(run.sheet))
    return None


def _prepared(one: _Next, test: bool) -> dict[str, Any]:
    """What will be printed of a parcel, set once by itself: what cannot be set is found here, and not in the whole."""
    parcel, order = papers.with_order(one.parcel_id)
    if parcel.state not in rules.PRINTABLE:
        raise NotPrintable(order.number)
    if one.kind is PrintKind.LABEL:
        [only] = papers.labels(parcel, order, test=test)
        facts = sending.facts_of_label(only)
        sending.shipping_pdf([facts], one.sheet)
    else:
        facts = sending.facts_of_list(papers.packing_list(parcel, order, test=test))
        sending.packing_pdf([facts], one.sheet)
    return facts


def _cannot(parcel_id: int) -> str:
    return f"Pesanan {papers.with_order(parcel_id)[1].number} belum bisa dicetak. Buka pesanannya, lalu cetak dari sana."


def _settle(one: _Next, *, facts: dict[str, Any] | None = None, problem: str | None = None) -> None:
    with unit_of_work() as current:
        run = _locked(one.run_id)
        if run is None or run.state not in rules.OPEN:
            return
        part = current.get_one(PrintPart, (one.run_id, one.position), populate_existing=True)
        if part.facts is not None or part.problem is not None:
            return
        if problem is not None:
            _leave_out(run, part, problem)
            return
        part.facts = facts
        _count(run)
        record(None, f"{run.kind} prepared", "parcel", part.parcel_id, run=run.id)


def _leave_out(run: PrintRun, part: PrintPart, problem: str) -> None:
    part.problem = problem
    _count(run)
    record(None, f"{run.kind} left out", "parcel", part.parcel_id, run=run.id, problem=problem)


def _count(run: PrintRun) -> None:
    run.done += 1
    run.moved_at = clock.now()
    session().flush()


def _put_together(run_id: int) -> None:
    begun = _begun(run_id)
    if begun is None:
        return
    kind, sheet, key, made = begun
    try:
        press = sending.shipping_pdf if kind is PrintKind.LABEL else sending.packing_pdf
        content = press(made, sheet)
        port(ObjectStore).put(rules.file_key(key), content, "application/pdf")
    except Exception:  # whatever it stumbles over, the seller gets a sentence and a button
        log.exception("print run %s", run_id)
        _fail(run_id, BROKEN)
        return
    with unit_of_work():
        run = _locked(run_id)
        if run is not None and run.state in rules.OPEN:
            run.size = len(content)
            run.ended_at = clock.now()
            _move(run, PrintMove.FINISH)
            session().flush()
            record(None, "print made", "print", run.id, parcels=len(made), bytes=run.size)


def _begun(run_id: int) -> tuple[PrintKind, Sheet, str, list[dict[str, Any]]] | None:
    """What is to be put together, noted as begun; None when there is nothing to do (any more)."""
    with unit_of_work():
        run = _locked(run_id)
        if run is None or run.state not in rules.OPEN or run.done < run.total:
            return None
        made = [one.facts for one in papers.parts(run_id) if one.facts is not None]
        if not made or run.tries >= rules.MOST_TRIES:
            _note_failure(run, BROKEN if made else NOTHING_LEFT)
            return None
        run.tries += 1
        _move(run, PrintMove.TAKE)
        session().flush()
        return PrintKind(run.kind), Sheet(run.sheet), run.file_key, made


def _fail(run_id: int, problem: str) -> None:
    with unit_of_work():
        run = _locked(run_id)
        if run is not None and run.state in rules.OPEN:
            _note_failure(run, problem)


def _note_failure(run: PrintRun, problem: str) -> None:
    run.problem, run.ended_at = problem, clock.now()
    _move(run, PrintMove.FAIL)
    session().flush()
    record(None, "print failed", "print", run.id, problem=problem)


def _move(run: PrintRun, by: PrintMove) -> None:
    run.state = LIFE.after(PrintState(run.state), by)
    run.moved_at = clock.now()


def _locked(run_id: int) -> PrintRun | None:
    """The run, held until this transaction ends."""
    return session().get(PrintRun, run_id, with_for_update=True, populate_existing=True)


# -- forgetting -----------------------------------------------------------------------------------------


def forget_old(before: datetime) -> int:
    """Drop runs asked for before a moment, with their files: they hold addresses. Answers how many."""
    old = session().scalars(sa.select(PrintRun).where(PrintRun.asked_at < before)).all()
    store = port(ObjectStore)
    for run in old:
        store.delete(rules.file_key(run.file_key))
    if old:
        with unit_of_work() as current:
            current.execute(sa.delete(PrintRun).where(PrintRun.id.in_([run.id for run in old])))
            record(None, "prints forgotten", "print", None, runs=len(old))
    return len(old)
