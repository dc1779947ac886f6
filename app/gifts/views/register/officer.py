"""The register of an agency's gifts: to read, to sum up, to take home. With names only when that is asked for, and journalled."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for

from app.gifts.forms.afterwards import RegisterForm
from app.gifts.queries import register as queries
from app.gifts.rules.hints import WHO_DECIDES
from app.gifts.rules.life import FUNDS_WORDS, KIND_WORDS
from app.gifts.rules.register import SOURCE_WORDS, Entry, Received, Wanted, by_recipient
from app.gifts.service import register as service
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, page
from app.web.sheets import csv_answer

bp = Blueprint("gift_register", __name__, url_prefix="/cinderamata/buku")

FACTS = (
    "Nomor", "Tanggal", "Acara", "Jenis", "Pemberi", "Jumlah penerima", "Golongan penerima", "Barang", "Pembuat", "Jumlah",
    "Harga satuan", "Nilai", "Nilai per penerima", "Sumber dana", "Cara", "Nomor dokumen", "Bukti", "Berlaku umum", "Ditarik",
)  # fmt: skip
NAMES = (
    "Nomor", "Tanggal", "Acara", "Pemberi", "Nama penerima", "Jabatan", "Instansi", "Golongan", "Barang", "Nilai per penerima",
    "Sumber dana", "Bukti", "Berlaku umum", "Catatan",
)  # fmt: skip


def _form() -> RegisterForm:
    return RegisterForm(request.args, queries.years(actor()))


def _wanted(form: RegisterForm) -> Wanted:
    """What the address asks for; what of it cannot be read stands beside its field, and everything is shown."""
    return form.wanted if form.validate() else Wanted()


def _asked(form: RegisterForm) -> dict[str, str]:
    """What the address asks for, to be asked again. Nothing else of an address that somebody has made goes into a link of ours:
    to `url_for` some names are orders."""
    return {one.name: request.args[one.name] for one in form if one.name in request.args}


def _back() -> Answer:
    """The same part of the register, without names."""
    asked: Any = _asked(_form())
    return redirect(url_for(".book", **asked), 303)


@bp.get("")
def book() -> Answer:
    """Without names."""
    form = _form()
    return _page(form, queries.entries(actor(), _wanted(form)), None)


@bp.post("/penerima")
def names() -> Answer:
    """What each recipient was given in a year."""
    if not Act().validate_on_submit():
        return _back()
    form = _form()
    shown = queries.entries(actor(), _wanted(form))
    return _page(form, shown, service.read_names(actor(), shown, exported=False))


@bp.get("/buku-cinderamata.csv")
def sheet() -> Answer:
    """A line for each good, without names."""
    shown = queries.entries(actor(), _wanted(_form()))
    return csv_answer("buku-cinderamata", FACTS, _rows(shown))


@bp.post("/penerima.csv")
def sheet_with_names() -> Answer:
    """A line for each name."""
    if not Act().validate_on_submit():
        return _back()
    shown = queries.entries(actor(), _wanted(_form()))
    found = service.read_names(actor(), shown, exported=True)
    return csv_answer("buku-cinderamata-penerima", NAMES, _named(found))


def _page(form: RegisterForm, shown: Sequence[Entry], named: Sequence[Received] | None) -> Answer:
    return page(
        "gifts/officer/register.html",
        form=form,
        entries=shown,
        total=sum(one.total for one in shown),
        people=None if named is None else by_recipient(named),
        sources=SOURCE_WORDS,
        funds=FUNDS_WORDS,
        kinds=KIND_WORDS,
        who_decides=WHO_DECIDES,
        asked=_asked(form),
        act=Act(formdata=None),
    )


def _rows(shown: Iterable[Entry]) -> Iterable[Sequence[object]]:
    for one in shown:
        kinds = ", ".join(f"{KIND_WORDS[kind]} {count}" for kind, count in one.kinds.items() if count)
        for line in one.lines:
            yield (
                one.number, one.on.isoformat(), one.event, SOURCE_WORDS[one.source], one.giver, one.people, kinds, line.name,
                line.maker, line.pieces, line.price, line.amount, one.each, _funds(one), one.method, one.document, _proofs(one),
                _yes(one), _recalled(one),
            )  # fmt: skip


def _recalled(one: Entry) -> str:
    return "; ".join(
        f"{item.pieces} buah kode {item.code}: {item.reason}" + (f" ({item.noted})" if item.noted else "")
        for item in one.recalled
    )


def _named(found: Iterable[Received]) -> Iterable[Sequence[object]]:
    for one in found:
        entry, person = one.entry, one.person
        goods = ", ".join(dict.fromkeys(line.name for line in entry.lines))
        yield (
            entry.number, entry.on.isoformat(), entry.event, entry.giver, person.name, person.post, person.institution,
            KIND_WORDS[person.kind] if person.kind else "", goods, entry.each, _funds(entry), _proofs(entry), _yes(entry),
            person.words,
        )  # fmt: skip


def _funds(one: Entry) -> str:
    return FUNDS_WORDS[one.funds] if one.funds else ""


def _proofs(one: Entry) -> str:
    photos = [f"{one.photos} foto"] if one.photos else []
    return "; ".join([*one.minutes, *photos])


def _yes(one: Entry) -> str:
    return "ya" if one.for_everybody else "tidak"
