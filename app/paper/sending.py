"""Papers that travel with a parcel: the shipping label (A6) and the packing list (A5), alone or side by side on A4.

What people wrote is printed whole: it is set smaller, wraps, and goes on another paper before anything is cut. Nobody can
be asked to write an address anew here, so letters that no face has become the nearest one, or a question mark that is told.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import zip_longest
from typing import Any

import segno
from babel.dates import format_date

from app.paper import print as press
from app.paper.printable import breakable, nearest

NEVER_SENT = ("PESANAN UJI,", "JANGAN DIKIRIM")


class Sheet(StrEnum):
    """What lies in the printer."""

    OWN = "own"
    """Paper of the size of what is printed: A6 labels, A5 packing lists."""
    A4 = "a4"
    """An ordinary sheet, to be cut: four labels, or two packing lists."""


@dataclass(frozen=True, kw_only=True)
class ShippingLabel:
    """One box of a parcel. `code` is what the QR code carries: no secret, the parcel's own name. `region` is kelurahan to
    province. `chargeable_kg` is None where no courier weighs it; `purpose`: the occasion for which an `agency` needs it,
    by `needed_on` at the latest. `bring_until`: its maker brings it to a post, which is then its recipient. A parcel that the
    buyer fetches (`pickup`) has no address. `test`: it must never be sent."""

    number: str
    code: str
    sender: str
    sender_place: str
    recipient: str
    phone: str
    street: str = ""
    landmark: str = ""
    region: str = ""
    postal_code: str = ""
    pickup: bool = False
    service: str = ""
    weight_g: int
    chargeable_kg: int | None
    kinds: int
    pieces: int
    send_by: date
    bring_until: datetime | None = None
    agency: str = ""
    purpose: str = ""
    needed_on: date | None = None
    box: int = 1
    boxes: int = 1
    test: bool = False


@dataclass(frozen=True, kw_only=True)
class PackingLine:
    """Pieces to be laid in. `code` is the production code where the batch is known, else there is room to write it."""

    pieces: int
    name: str
    variant: str = ""
    note: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class PackingList:
    """Everything that belongs into one parcel. `purpose`: the occasion for which an agency needs it, by `needed_on` at the
    latest; `recipient` is then the agency. `post`: where its maker brings it, until `bring_until`."""

    number: str
    code: str
    sender: str
    recipient: str
    ready_on: date
    post: str = ""
    bring_until: datetime | None = None
    pickup: bool = False
    service: str = ""
    weight_g: int
    lines: Sequence[PackingLine]
    purpose: str = ""
    needed_on: date | None = None
    test: bool = False


def labels_pdf(labels: Sequence[ShippingLabel], sheet: Sheet = Sheet.OWN) -> bytes:
    """All labels as one PDF in their order: A6 each, or four on a sheet of A4."""
    return shipping_pdf([facts_of_label(one) for one in labels], sheet)


def lists_pdf(lists: Sequence[PackingList], sheet: Sheet = Sheet.OWN) -> bytes:
    """All packing lists as one PDF in their order: A5 each, or two on a sheet of A4."""
    return packing_pdf([facts_of_list(one) for one in lists], sheet)


def shipping_pdf(made: Sequence[dict[str, Any]], sheet: Sheet) -> bytes:
    """The same from facts that `facts_of_label` has made, perhaps on another day."""
    papers = [paper for facts in made for paper in facts["papers"]]
    return press.pdf("shipping", _document("Label kirim", made, papers, sheet, (2, 2)))


def packing_pdf(made: Sequence[dict[str, Any]], sheet: Sheet) -> bytes:
    """The same from facts that `facts_of_list` has made."""
    papers = [paper for facts in made for paper in facts["papers"]]
    return press.pdf("packing", _document("Daftar kemas", made, papers, sheet, (2, 1)))


def _document(
    title: str,
    made: Sequence[dict[str, Any]],
    papers: list[dict[str, Any]],
    sheet: Sheet,
    grid: tuple[int, int],
) -> dict[str, Any]:
    return {
        "title": title,
        "papers": papers,
        "on_a4": list(grid) if sheet is Sheet.A4 else [],
        # one shop is either a trial or real: a document never holds both
        "never_sent": list(NEVER_SENT) if any(one["test"] for one in made) else [],
    }


# -- facts as the templates read them: plain JSON, which can be kept and printed later ------------------

_ADDRESS, _MORE, _NAME, _GOODS, _NOTE = 420, 1800, 80, 100, 160
"""Letters that surely fit: of the address on a label and on its further papers, of a person's name, of the name of goods and
of a note in one row. More than the forms let in; measured with the widest letter at the smallest size (`tests/paper`)."""

_PURPOSE, _POST = 120, 60
"""Of an occasion; its day stands in the order's own page too."""


def facts_of_label(label: ShippingLabel) -> dict[str, Any]:
    """A label, and further papers where its address is longer than a label."""
    lost = False

    def clean(text: str) -> str:
        nonlocal lost
        found, hurt = nearest(text)
        lost = lost or hurt
        return found

    name, street, landmark = clean(label.recipient), clean(label.street), clean(label.landmark)
    region, purpose, agency = (
        clean(label.region),
        clean(label.purpose)[:_PURPOSE],
        clean(label.agency)[:_NAME],
    )
    if agency and label.bring_until:  # the post is the recipient
        purpose, agency = f"{agency}, {purpose}", ""
    shown, *beyond = list(_parts(name, _NAME)) or [""]
    written = [
        *beyond,
        *([agency] if agency else []),
        *([street] if street else []),
        *([f"Patokan: {landmark}"] if landmark else []),
        *([f"Untuk: {purpose}"] if purpose else []),
    ]
    first, more = written, []
    if sum(map(len, written)) > _ADDRESS:
        begin, *_ = _parts(" · ".join(written), _ADDRESS)
        first, more = [begin], list(_parts(" · ".join(written)[len(begin) :].lstrip(), _MORE))
    common = {"number": label.number, "code": _qr(label.code)}
    paper = {
        **common,
        "kind": "label",
        "service": breakable(clean(label.service)[:60]),
        "weight": f"{label.pieces} barang · {_grams(label.weight_g)}"
        + (f", dihitung {label.chargeable_kg} kg" if label.chargeable_kg else ""),
        "boxes": f"Kotak {label.box} dari {label.boxes}" if label.boxes > 1 else "",
        "to_words": "Diambil oleh" if label.pickup else "Kepada",
        "name": breakable(shown),
        "phone": label.phone,
        "address": ["Diambil sendiri di gerai."] if label.pickup else [breakable(one) for one in first],
        "more": f"Alamatnya masih lanjut: {len(more)} lembar berikutnya." if more else "",
        "region": "" if label.pickup else breakable(region[:160]),
        "postal_code": "" if label.pickup else label.postal_code,
        "note": "Ada huruf yang tidak bisa dicetak (tanda ?). Cocokkan dengan halaman pesanan."
        if lost
        else "",
        "sender": breakable(clean(label.sender)[:60]),
        "sender_place": breakable(clean(label.sender_place)[:160]),
        "promise": _by_when("posko", label.bring_until)
        if label.bring_until
        else _ready(label.pickup, label.send_by),
        "needed": _needed(label.needed_on),
        "contents": _contents(label.pieces, label.kinds),
    }
    further = [
        {
            **common,
            "kind": "more",
            "heading": f"Alamat, lembar {at} dari {len(more) + 1}",
            "text": breakable(text),
        }
        for at, text in enumerate(more, start=2)
    ]
    return {"test": label.test, "papers": [paper, *further]}


def facts_of_list(sheet: PackingList) -> dict[str, Any]:
    """A packing list; how many papers it needs is known when it is set."""
    sender = nearest(sheet.sender)[0]
    way = nearest(sheet.service)[0][:60]
    purpose = f": {nearest(sheet.purpose)[0][:_PURPOSE]}" if sheet.purpose else ""
    paper = {
        "number": sheet.number,
        "code": _qr(sheet.code),
        "sender": breakable(sender[:60]),
        "recipient": breakable(f"Untuk {nearest(sheet.recipient)[0][:_NAME]}{purpose}"),
        "ready": breakable(_by_when(nearest(sheet.post)[0][:_POST], sheet.bring_until))
        if sheet.bring_until
        else _ready(sheet.pickup, sheet.ready_on),
        "needed": _needed(sheet.needed_on),
        "weight": breakable(f"Berat {_grams(sheet.weight_g)}" + (f" · {way}" if way else "")),
        "contents": _contents(sum(line.pieces for line in sheet.lines), len(sheet.lines)),
        "thanks": breakable(f"Terima kasih sudah membeli dari {sender[:60]}."),
        "lines": [row for line in sheet.lines for row in _rows(line)],
    }
    return {"test": sheet.test, "papers": [paper]}


def _rows(line: PackingLine) -> Iterator[dict[str, Any]]:
    """One row, and more where a note is longer than a row may be."""
    parts = zip_longest(
        _parts(nearest(line.name)[0], _GOODS),
        _parts(nearest(line.variant)[0], _GOODS),
        _parts(nearest(line.note)[0], _NOTE),
        fillvalue="",
    )
    for at, (name, variant, note) in enumerate(parts):
        yield {
            "goes_on": at > 0,
            "pieces": f"{line.pieces} ×",
            "name": breakable(name),
            "variant": breakable(variant),
            "note": breakable(note),
            "code": breakable(nearest(line.code)[0][:40]),
        }


def _parts(text: str, most: int) -> Iterator[str]:
    """A text in pieces of at most so many letters, parted between words where that is possible."""
    while len(text) > most:
        at = text.rfind(" ", most // 2, most + 1)
        cut = at if at > 0 else most
        yield text[:cut]
        text = text[cut:].lstrip()
    if text:
        yield text


def _contents(pieces: int, kinds: int) -> str:
    return f"{pieces} barang, {kinds} macam" if kinds > 1 else f"{pieces} barang"


def _ready(pickup: bool, day: date) -> str:
    return f"{'Siap diambil' if pickup else 'Kirim paling lambat'} {_day(day)}"


def _by_when(post: str, until: datetime) -> str:
    return f"Antar ke {post} paling lambat {format_date(until, 'EEEE, d MMMM', locale='id')}, {until:%H.%M}"


def _needed(day: date | None) -> str:
    """Of an agency's order: its occasion does not wait."""
    return f"Harus sudah ada {_day(day)}, acaranya tidak bisa mundur" if day else ""


def _day(day: date) -> str:
    return format_date(day, "EEEE, d MMMM y", locale="id")


def _grams(weight: int) -> str:
    return f"{weight:,} g".replace(",", ".")


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=False, light=None)
    return out.getvalue().decode()
