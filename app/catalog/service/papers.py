"""Papers: declared by the seller, seen or refused by a curator."""

from datetime import date

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.catalog.events import PaperRefused
from app.catalog.models import Paper, Product
from app.catalog.queries import own
from app.catalog.rules.life import PAPER_WORDS, PERMITS, PaperKind
from app.catalog.rules.visibility import required_papers
from app.catalog.service.shelf import refresh
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.media import service as media
from app.regions.rules import city_names
from app.sellers import queries as sellers
from app.standards.rules.halal import read_halal
from app.standards.rules.papers import read_bpom
from app.standards.rules.pirt import read_pirt


def declare(
    actor: Actor, slug: str, kind: PaperKind, *, typed: str, ends_on: date | None, evidence: bytes | None
) -> None:
    """The number as typed, its day from the certificate, a private photo of it. Any change must be seen anew; what is
    stated after a refusal, or after the day of what stood before, keeps the product off the shop until then.

    Raises RuleBroken where an approved product would lose a paper that it needs: hiding a lapsed one must not help.
    """
    kept = media.take_evidence(actor, evidence) if evidence else None
    with unit_of_work() as current:
        product = own.owned(actor, slug)
        paper = own.papers(product.id).get(kind)
        if not typed and kept is None:
            if paper is not None:
                _check_not_needed(product, kind)
                current.delete(paper)
                record(actor, "paper dropped", "product", product.id, kind=kind)
                current.flush()
                refresh([product.id])
            return
        region = sellers.get(product.seller_id).village_code or "36"
        must_be_seen = _must_be_seen(product, kind, day_in(region, clock.now()))
        if paper is None:
            paper = Paper(product_id=product.id, kind=kind, typed="", number="", ends_on_from_paper=False)
            current.add(paper)
        number, computed_end = _read(kind, typed, region)
        given = ends_on if ends_on is not None else computed_end
        changed = (paper.number, paper.typed, paper.ends_on) != (number, typed, given) or kept is not None
        paper.typed, paper.number, paper.ends_on = typed, number, given
        paper.ends_on_from_paper = ends_on is not None
        if kept is not None:
            paper.evidence_id = kept.id
        if changed:
            paper.seen_by_id = paper.seen_at = paper.refused_at = paper.refuse_reason = None
            paper.must_be_seen = must_be_seen
        current.flush()
        record(actor, "paper declared", "product", product.id, kind=kind, changed=changed)
        refresh([product.id])


def _check_not_needed(product: Product, kind: PaperKind) -> None:
    there = own.papers(product.id)
    if kind in PERMITS and any(one in PERMITS - {kind} and paper.seen_at for one, paper in there.items()):
        return  # the other permit stands, and a curator has seen it
    if _is_needed(product, kind):
        raise RuleBroken(
            "Barang ini disetujui dengan surat itu. Tulis nomor yang baru, atau hapus barangnya kalau tidak dijual lagi."
        )


def _is_needed(product: Product, kind: PaperKind) -> bool:
    """The version that was approved stands or falls with this paper."""
    if product.approved_revision_id is None:
        return False
    facts = own.revision(product.approved_revision_id).facts
    declared = {*own.papers(product.id), kind}
    return kind in required_papers(product.category, facts.get("shelf_life"), facts.get("halal"), declared)


def _must_be_seen(product: Product, kind: PaperKind, today: date) -> bool:
    """What stood in this paper's place was refused, is past its day, or still waits to be seen after that."""
    return _is_needed(product, kind) and any(
        paper.refused_at is not None
        or paper.must_be_seen
        or (paper.ends_on is not None and paper.ends_on < today)
        for one, paper in own.papers(product.id).items()
        if one is kind or {one, kind} <= PERMITS
    )


def _read(kind: PaperKind, typed: str, region: str) -> tuple[str, date | None]:
    """Canonical number (empty when the form cannot be right) and the last day that the number itself allows."""
    today = day_in(region, clock.now())
    if kind is PaperKind.PIRT:
        reading = read_pirt(typed, today=today, regions=city_names())
        return reading.canonical or "", reading.ends_on
    if kind is PaperKind.BPOM:
        return read_bpom(typed).canonical, None
    halal = read_halal(typed, today=today, regions=city_names())
    return halal.canonical or "", None


def see(actor: Actor, paper_id: int, *, ends_on: date | None, stated: str | None = None) -> None:
    """A curator compared the number with the certificate or the public register. Raises RuleBroken.

    `stated` is what her page showed: what the seller changed meanwhile has not been compared.
    """
    with unit_of_work() as current:
        paper = _paper(paper_id)
        if stated is not None and stated != paper.stated:
            raise RuleBroken("Penjual baru saja mengubah surat ini. Cocokkan lagi yang sekarang tertulis.")
        if not paper.number:
            raise RuleBroken("Nomornya belum terbaca benar. Minta penjual memperbaikinya dulu.")
        if ends_on is not None:
            paper.ends_on, paper.ends_on_from_paper = ends_on, True
        paper.seen_by_id, paper.seen_at = actor.by_id, clock.now()
        paper.refused_at = paper.refuse_reason = None
        paper.must_be_seen = False
        current.flush()
        record(actor, "paper seen", "product", paper.product_id, kind=paper.kind, number=paper.number)
        refresh([paper.product_id])


def refuse(actor: Actor, paper_id: int, reason: str) -> None:
    """A curator looked and did not accept it: a product that needs this paper leaves the shop at once."""
    with unit_of_work() as current:
        paper = _paper(paper_id)
        paper.seen_by_id = paper.seen_at = None
        paper.refused_at, paper.refuse_reason = clock.now(), reason
        current.flush()
        record(actor, "paper refused", "product", paper.product_id, kind=paper.kind, reason=reason)
        announce(PaperRefused(product_id=paper.product_id, paper=PAPER_WORDS[paper.kind], reason=reason))
        refresh([paper.product_id])


def _paper(paper_id: int) -> Paper:
    paper = session().get(Paper, paper_id, with_for_update=True, populate_existing=True)
    if paper is None:
        raise NotFound(paper_id)
    return paper
