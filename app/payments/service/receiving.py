"""A seller says how she lets herself be paid directly."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.db.journal import record
from app.db.ports import port
from app.db.session import announce, session, unit_of_work
from app.ledger.queries import bank
from app.media import queries as media
from app.media import service as pictures
from app.media.rules.photo import encode_label
from app.payments.events import StickerStated
from app.payments.models import QrisSticker, SellerWay
from app.payments.ports import CodeReader
from app.payments.queries import receiving as queries
from app.payments.rules import qris
from app.payments.rules.offering import House
from app.payments.rules.qris import Sticker
from app.payments.rules.ways import DIRECT, Way
from app.sellers import queries as sellers
from app.sellers.models import Seller


class NeedsAccount(RuleBroken):
    message = "Nomor rekening Ibu belum ada. Tulis dulu, lalu nyalakan transfer."


class NeedsSticker(RuleBroken):
    message = "Stiker QRIS Ibu belum ada. Foto dulu stikernya, lalu nyalakan QRIS."


class OnlyHerself(RuleBroken):
    message = "Stiker QRIS hanya bisa dipasang pemilik gerai dari akunnya sendiri, supaya uangnya tidak salah tujuan."


class NoCode(qris.BadQris):
    message = "Kode QRIS di foto ini belum terbaca. Foto lagi dari dekat: terang, lurus, dan seluruh kotaknya masuk."


class UsedElsewhere(RuleBroken):
    message = (
        "NMID ini sudah dipakai gerai lain, jadi belum bisa dipasang."
        " Kalau stikernya memang milik Ibu, minta petugas dinas memeriksanya."
    )


@dataclass(frozen=True)
class Look:
    """A photo of a sticker, kept, and what its code says: shown to her before it counts."""

    evidence_id: int
    sticker: Sticker


def switch(actor: Actor, way: Way, *, on: bool) -> None:
    """Let buyers pay her this way, or no more; what was begun goes on. Again is no error.

    Raises NeedsAccount, NeedsSticker, NotFound for a way that this installation does not offer.
    """
    if way not in DIRECT or (on and way not in port(House).ways):
        raise NotFound(way)
    with unit_of_work() as current:
        seller = _held(actor)
        if not on:
            gone = current.execute(
                sa.delete(SellerWay)
                .where(SellerWay.seller_id == seller.id, SellerWay.way == way)
                .returning(SellerWay.way)
            ).first()
            if gone is not None:
                record(actor, "way to be paid switched off", "seller", seller.id, way=way)
            return
        if way is Way.TRANSFER and bank.held(seller.id) is None:
            raise NeedsAccount
        if way is Way.QRIS and queries.sticker(seller.id) is None:
            raise NeedsSticker
        _switch_on(actor, seller.id, way)


def _switch_on(actor: Actor, seller_id: int, way: Way) -> None:
    fresh = session().scalar(
        insert(SellerWay)
        .values(seller_id=seller_id, way=way, since=clock.now())
        .on_conflict_do_nothing()
        .returning(SellerWay.way)
    )
    if fresh is not None:
        record(actor, "way to be paid switched on", "seller", seller_id, way=way)


def look_at(actor: Actor, content: bytes, typed: str) -> Look:
    """Read the photo of her sticker and keep it, for her to confirm. What is read is what buyers will be shown, so that what
    could be read here can be read again. Raises BadPhoto, BadNmid, BadQris, NotHerCode, UsedElsewhere, OnlyHerself."""
    seller = sellers.owned(actor)
    _alone(actor)
    qris.normal_nmid(typed)
    sharp = encode_label(content)
    sticker = _read(sharp.webp, typed)
    _free(seller.id, sticker)
    kept = pictures.keep_label_photo(actor, sharp)
    return Look(kept.id, sticker)


def kept_look(actor: Actor, evidence_id: int, typed: str) -> Look:
    """The same for a photo of hers that was kept. Raises NotFound for anybody else's."""
    kept = media.evidence(evidence_id)
    if kept.owner_id != actor.person_id:
        raise NotFound(evidence_id)
    return Look(evidence_id, _read(media.evidence_content(evidence_id), typed))


def state_sticker(actor: Actor, evidence_id: int, typed: str) -> None:
    """She has seen whose code it is and says that it is hers: from now on buyers see it, and QRIS is on.

    Raises what `look_at` raises, and NotFound for a photo that is not hers.
    """
    _alone(actor)
    look = kept_look(actor, evidence_id, typed)
    with unit_of_work() as current:
        seller = _held(actor)
        _free(seller.id, look.sticker)
        before = queries.sticker(seller.id)
        if before is not None:
            before.until = clock.now()
            current.flush()
        fresh = current.scalar(
            insert(QrisSticker)
            .values(
                seller_id=seller.id,
                evidence_id=evidence_id,
                payload=look.sticker.payload,
                nmid=look.sticker.nmid,
                merchant=look.sticker.name,
                since=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(QrisSticker.id)
        )
        if fresh is None:
            raise UsedElsewhere
        _switch_on(actor, seller.id, Way.QRIS)
        record(
            actor,
            "QRIS sticker replaced" if before else "QRIS sticker stated",
            "seller",
            seller.id,
            nmid=look.sticker.nmid,
            merchant=look.sticker.name,
            before=before.nmid if before else None,
        )
        announce(
            StickerStated(
                seller_id=seller.id,
                sticker_id=fresh,
                merchant=look.sticker.name,
                nmid=look.sticker.nmid,
                replaced=before is not None,
            )
        )


def _held(actor: Actor) -> Seller:
    return session().get_one(Seller, sellers.owned(actor).id, with_for_update=True)


def _alone(actor: Actor) -> None:
    if actor.is_helped:
        raise OnlyHerself


def _read(webp: bytes, typed: str) -> Sticker:
    """The one code on the picture that is QRIS. Of several, the first that can be taken; else the first one's reason."""
    refused: RuleBroken | None = None
    for text in port(CodeReader).read(webp):
        try:
            return qris.check(text, typed)
        except qris.BadQris as one:
            refused = refused or one
    raise refused or NoCode


def _free(seller_id: int, sticker: Sticker) -> None:
    if queries.uses(sticker.nmid) not in (None, seller_id):
        raise UsedElsewhere
