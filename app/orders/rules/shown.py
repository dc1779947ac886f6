"""What the last page before paying showed, as plain facts that its form sends back: what differs when the order is placed
is named, line by line. Whoever tampers with them only reads more differences.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.orders.rules import changes
from app.orders.rules.hub import POST, Gathering
from app.orders.rules.quote import ParcelQuote, Quote

MOST_LETTERS = 60_000
"""A full cart takes a quarter of it."""

ADDRESS_WORDS = {
    "name": "Nama penerima",
    "phone": "Nomor HP penerima",
    "email": "E-mail",
    "street": "Alamat",
    "landmark": "Patokan",
    "postal_code": "Kode pos",
}

UNREADABLE = "Halaman tadi tidak terkirim lengkap. Ini keadaan yang sekarang."


@dataclass(frozen=True)
class ShownLine:
    """Pieces at a price (rupiah for one), by name and choice, with their text and the day on which they are ready."""

    name: str
    note: str
    price: int
    pieces: int
    ready_on: str


@dataclass(frozen=True)
class ShownPart:
    """One seller's part: how it travels, for how much, and its two days."""

    maker: str
    way: str
    service: str
    fee: int
    ready_on: str
    arrives_on: str


@dataclass(frozen=True)
class ShownWhole:
    """The one parcel that a post makes of several parts."""

    wish: str
    post: str
    fee: int
    ready_on: str
    arrives_on: str


@dataclass(frozen=True)
class Shown:
    """Everything that decides whether it is the same offer: lines by cart line, parts by seller, orders that it replaces, and
    what goes through a post."""

    lines: Mapping[int, ShownLine]
    parts: Mapping[int, ShownPart]
    address: Mapping[str, str]
    replaces: tuple[str, ...] = ()
    whole: ShownWhole | None = None


def of(quote: Quote, address: Mapping[str, str]) -> Shown:
    """What a page with this quote and this address shows."""
    return Shown(
        lines={
            line.line_id: ShownLine(
                line.full_name,
                line.note,
                line.price,
                line.pieces,
                line.ready_on.isoformat() if line.ready_on else "",
            )
            for line in quote.lines
        },
        parts={part.seller_id: _part(part) for part in quote.parcels},
        address=dict(address),
        replaces=tuple(sorted(one.number for one in quote.replaces)),
        whole=_whole(quote.gathering) if quote.gathering else None,
    )


def _whole(one: Gathering) -> ShownWhole:
    return ShownWhole(
        wish=one.wish,
        post=one.post.name,
        fee=int(one.fee),
        ready_on=one.ready_on.isoformat(),
        arrives_on=one.arrives_on.isoformat(),
    )


def _part(part: ParcelQuote) -> ShownPart:
    way = part.chosen
    return ShownPart(
        maker=part.seller_name,
        way=way.way if way else "",
        service=way.service if way else "",
        fee=int(way.fee) if way else 0,
        ready_on=part.ready_on.isoformat() if part.ready_on else "",
        arrives_on=way.arrives_on.isoformat() if way else "",
    )


def write(shown: Shown) -> str:
    """As the form carries it."""
    return json.dumps(asdict(shown), ensure_ascii=False, separators=(",", ":"))


def read(text: str | None) -> Shown | None:
    """What `write` wrote; None for anything else."""
    if not text or len(text) > MOST_LETTERS:
        return None
    try:
        facts = json.loads(text)
        return Shown(
            lines={int(key): ShownLine(**_plain(one)) for key, one in facts["lines"].items()},
            parts={int(key): ShownPart(**_plain(one)) for key, one in facts["parts"].items()},
            address={str(key): str(value) for key, value in facts["address"].items()},
            replaces=tuple(str(number) for number in facts["replaces"]),
            whole=ShownWhole(**_plain(facts["whole"])) if facts["whole"] is not None else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


_KINDS = {"price": int, "pieces": int, "fee": int}


def _plain(facts: Any) -> dict[str, Any]:
    for name, value in facts.items():
        if type(value) is not _KINDS.get(name, str):
            raise TypeError(name)
    for name in ("ready_on", "arrives_on"):
        if facts.get(name):
            date.fromisoformat(facts[name])
    return dict(facts)


def differences(seen: Shown | None, quote: Quote, address: Mapping[str, str]) -> list[str]:
    """A sentence for everything that is not as it was shown; none when it is the same offer."""
    if seen is None:
        return [UNREADABLE]
    now = of(quote, address)
    astray = _wished_in_vain(seen, quote)
    if seen == now:
        return astray
    found = [
        *astray,
        *_lines(seen, now, {line.line_id: line.problem for line in quote.out}),
        *_parts(seen, now),
        *_through_post(seen.whole, now.whole),
        *_address(seen.address, now.address),
        *_replaced(seen.replaces, now.replaces),
    ]
    return list(dict.fromkeys(found)) or [UNREADABLE]


def own_choice(seen: Shown, quote: Quote) -> Shown:
    """`seen`, but with the ways of `quote` where the buyer has just chosen another: that is no news to her."""
    now = of(quote, seen.address)
    chosen = {
        seller: part
        for seller, part in now.parts.items()
        if seller in seen.parts and seen.parts[seller].way != part.way
    }
    was, is_now = seen.whole.wish if seen.whole else "", now.whole.wish if now.whole else ""
    whole = seen.whole if was == is_now else now.whole
    return Shown(seen.lines, {**seen.parts, **chosen}, seen.address, seen.replaces, whole)


def _through_post(before: ShownWhole | None, now: ShownWhole | None) -> list[str]:
    """That parts go through a post, or no more, is said of each part; here what changed of the one parcel."""
    if before is None or now is None:
        return []
    if before.wish != now.wish:
        return [f"Satu paket lewat {now.post}, tadinya lewat {before.post}."]
    found = [
        None if before.post == now.post else f"{before.post} kini bernama {now.post}.",
        changes.repriced(f"Ongkos satu paket lewat {now.post}", before.fee, now.fee),
        _moved(f"Satu paket lewat {now.post} siap", before.ready_on, now.ready_on),
        _moved(f"Satu paket lewat {now.post} sampai sekitar", before.arrives_on, now.arrives_on),
    ]
    return [one for one in found if one]


def _lines(seen: Shown, now: Shown, out: Mapping[int, str | None]) -> list[str]:
    found: list[str | None] = []
    for line_id, before in seen.lines.items():
        line = now.lines.get(line_id)
        if line is None:
            found.append(out.get(line_id) or f"{before.name} sudah tidak ada di keranjang.")
            continue
        found += [
            changes.renamed(before.name, line.name),
            changes.repriced(before.name, before.price, line.price),
            changes.counted(before.name, before.pieces, line.pieces),
            _moved(f"{line.name} siap", before.ready_on, line.ready_on),
            None if line.note == before.note else f"Tulisan untuk {line.name} kini “{line.note}”.",
        ]
    found += [
        f"{line.name} ikut dipesan, {line.pieces} buah."
        for line_id, line in now.lines.items()
        if line_id not in seen.lines
    ]
    return [one for one in found if one]


def _parts(seen: Shown, now: Shown) -> list[str]:
    found: list[str | None] = []
    for seller, part in now.parts.items():
        before = seen.parts.get(seller)
        if before is None:
            continue
        if not part.way:
            found.append(f"{part.maker} belum bisa mengirim ke alamat ini.")
            continue
        if before.way != part.way or before.service != part.service:
            found.append(
                f"Cara kirim dari {part.maker} kini {part.service}."
                + (f" {before.service} tidak dipakai lagi." if before.service else "")
            )
        found += [
            None if before.maker == part.maker else f"{before.maker} kini bernama {part.maker}.",
            changes.repriced(f"Ongkos kirim dari {part.maker}", before.fee, part.fee),
            None
            if before.way == part.way == POST
            else _moved(f"Kiriman dari {part.maker} sampai sekitar", before.arrives_on, part.arrives_on),
        ]
    return [one for one in found if one]


def _wished_in_vain(seen: Shown, quote: Quote) -> list[str]:
    """What she has chosen is not offered, and what is offered instead happens to be what the page showed."""
    return [
        f"Cara kirim yang dipilih tidak ada di {part.seller_name}. Kini {part.chosen.service}."
        for part in quote.parcels
        if part.wish_is_gone and part.chosen and part.seller_id in seen.parts
        if seen.parts[part.seller_id].way == part.chosen.way
    ]


def _moved(what: str, before: str, now: str) -> str | None:
    if not before or not now:
        return None
    return changes.moved(what, date.fromisoformat(before), date.fromisoformat(now))


def _address(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    found = [
        f"{words} kini {now.get(name) or 'kosong'}. Tadinya {before.get(name) or 'kosong'}."
        for name, words in ADDRESS_WORDS.items()
        if before.get(name, "") != now.get(name, "")
    ]
    if before.get("village") != now.get("village"):
        found.append("Kelurahan tujuannya kini lain.")
    return found


def _replaced(before: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    gone = [
        f"Pesanan {number} tidak lagi menunggu dibayar, jadi tidak diganti."
        for number in before
        if number not in now
    ]
    return gone + [
        f"Pesanan {number} yang belum dibayar diganti dengan yang ini."
        for number in now
        if number not in before
    ]
