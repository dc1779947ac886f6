"""Answers to the packaging checklist: the seller's own, and a curator's (whose right to it curation has made sure of)."""

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import PackagingAnswer, Product, Revision
from app.catalog.queries import check, own
from app.catalog.queries import packaging as queries
from app.catalog.queries.packaging import Board, Place
from app.catalog.rules.packaging import Answer, Looker, answers_for
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.media import service as media


def answer(
    actor: Actor,
    slug: str,
    code: str,
    what: Answer | None,
    *,
    evidence: bytes | None = None,
    photo_id: int | None = None,
) -> None:
    """The seller looked at one item of her own product; her picture is private evidence or one of its photos.

    `what` None keeps her answer and only adds the picture. The picture of the same answer stays until there is another.
    Raises NotFound, BadPhoto, or RuleBroken when there is nothing to keep.
    """
    product = own.owned(actor, slug)
    _place(
        _board(product, own.latest(product.id)), code
    )  # before the picture is taken in: a refused answer leaves nothing behind
    kept = media.take_evidence(actor, evidence) if evidence else None
    with unit_of_work():
        _hold(product)
        revision = own.latest(product.id)
        board = _board(product, revision)
        place = _place(board, code)
        before = place.seller.answer if place.seller else None
        if what is None:
            if before is None:
                raise RuleBroken("Jawab dulu: sudah atau belum. Fotonya dikirim bersama jawabannya.")
            if kept is None and photo_id is None:
                raise RuleBroken("Ambil dulu fotonya, lalu tekan Kirim foto.")
            what = before.answer
        if what not in answers_for(place.item):
            raise RuleBroken("Yang ini perlu dijawab sudah atau belum.")
        if kept is not None:
            photo_id = None
        elif photo_id is not None:
            _check_hers(product, photo_id)
        picture = (kept.id if kept else None, photo_id)
        if picture == (None, None) and before is not None and before.answer is what:
            picture = (before.evidence_id, before.photo_id)
        _keep(actor, revision, board, code, Looker.SELLER, what, picture=picture)


def judge(
    actor: Actor, revision: Revision, code: str, what: Answer, *, note: str, seen_id: int | None
) -> None:
    """A curator looked at one item of this version. `seen_id` is the seller's answer that her page showed.

    Raises NotFound, and RuleBroken when the seller has answered anew meanwhile.
    """
    with unit_of_work():
        product = own.product(revision.product_id)
        _hold(product)
        board = _board(product, revision)
        place = _place(board, code)
        if (place.seller.answer.id if place.seller else None) != seen_id:
            raise RuleBroken("Penjual baru saja menjawab lagi. Lihat dulu jawabannya yang sekarang.")
        if what not in answers_for(place.item):
            raise RuleBroken("Yang ini perlu dijawab sudah atau belum.")
        _keep(actor, revision, board, code, Looker.CURATOR, what, note=note)


def _board(product: Product, revision: Revision) -> Board:
    return queries.board(product, revision, check.today_of(product))


def _place(board: Board, code: str) -> Place:
    place = board.place(code)
    if place is None:
        raise NotFound(code)
    return place


def _hold(product: Product) -> None:
    """Answers to one product come one after the other: what each looker saw is what she answers to."""
    session().get(Product, product.id, with_for_update={"key_share": True})


def _check_hers(product: Product, photo_id: int) -> None:
    if all(one.photo.id != photo_id for one in own.photos(own.latest(product.id).id)):
        raise NotFound(photo_id)


def _keep(
    actor: Actor,
    revision: Revision,
    board: Board,
    code: str,
    looker: Looker,
    what: Answer,
    *,
    note: str = "",
    picture: tuple[int | None, int | None] = (None, None),
) -> None:
    looks = queries.looks_of(revision)
    session().add(
        PackagingAnswer(
            product_id=revision.product_id,
            item=code,
            list_version=board.checklist.version,
            looker=looker,
            answer=what,
            note=note,
            evidence_id=picture[0],
            photo_id=picture[1],
            packaging=looks.packaging,
            photos=sorted(looks.photos),
            answered_at=clock.now(),
            answered_by_id=actor.by_id,
        )
    )
    session().flush()
    said = "packaging answered" if looker is Looker.SELLER else "packaging judged"
    record(actor, said, "product", revision.product_id, item=code, answer=what, note=note)
