"""What the last page before paying showed, as plain facts that its form sends back: what differs when the order is placed
is named, line by line. Whoever tampers with them only reads more differences.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from app.orders.rules import changes
from app.orders.rules.hub import Gathering
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

SHARED = "Satu paket lewat posko berubah: ongkir atau harinya kini lain, atau poskonya tutup."
UNREADABLE = "Halaman tadi tidak terkirim lengkap. Ini keadaan yang sekarang."


@dataclass(frozen=True)
class ShownLine:
    """Pieces at a price (rupiah for one), by name and choice, with their text."""

    name: str
    note: str
    price: int
    pieces: int


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
class Shown:
    """Everything that decides whether it is the same offer: lines by cart line, parts by seller, orders that it replaces."""

    lines: Mapping[int, ShownLine]
    parts: Mapping[int, ShownPart]
    address: Mapping[str, str]
    replaces: tuple[str, ...] = ()
    gathering: Mapping[str, str] = field(default_factory=dict)
    """The one parcel through a post that was wished: its way, its fee in rupiah and its days; empty without one."""


def of(quote: Quote, address: Mapping[str, str]) -> Shown:
    """What a page with this quote and this address shows."""
    return Shown(
        lines={
            line.line_id: ShownLine(line.full_name, line.note, line.price, line.pieces)
            for line in quote.lines
        },
        parts={part.seller_id: _part(part) for part in quote.parcels},
        address=dict(address),
        replaces=tuple(sorted(one.number for one in quote.replaces)),
        gathering=_gathering(quote.gathering),
    )


def _gathering(one: Gathering | None) -> dict[str, str]:
    if one is None:
        return {}
    days = {"bring_by": one.bring_by, "ready_on": one.ready_on, "arrives_on": one.arrives_on}
    return {"wish": one.wish, "fee": str(int(one.fee)), **{name: str(day) for name, day in days.items()}}


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
            gathering={str(key): str(value) for key, value in facts["gathering"].items()},
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
        *_address(seen.address, now.address),
        *_replaced(seen.replaces, now.replaces),
        *([SHARED] if seen.gathering != now.gathering else []),
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
    shared = seen.gathering
    if shared.get("wish") != now.gathering.get("wish"):
        shared = now.gathering
    return Shown(seen.lines, {**seen.parts, **chosen}, seen.address, seen.replaces, shared)


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
            _moved(f"Barang dari {part.maker} siap", before.ready_on, part.ready_on),
            _moved(f"Kiriman dari {part.maker} sampai sekitar", before.arrives_on, part.arrives_on),
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
