"""The register of an agency's gifts: to read, to sum up, to take home. With names only when that is asked for, and journalled."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from app.base.errors import NotFound
from app.gifts.forms.afterwards import RegisterForm
from app.gifts.queries import register as queries
from app.gifts.queries import register_paper
from app.gifts.rules.hints import WHO_DECIDES
from app.gifts.rules.life import FUNDS_WORDS, KIND_WORDS
from app.gifts.rules.register import SOURCE_WORDS, Entry, Received, Wanted, by_recipient
from app.gifts.service import register as service
from app.paper.register import register_pdf
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, page
from app.web.papers import pdf_answer
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


@bp.get("/buku-cinderamata.pdf")
def paper() -> Answer:
    """As it is handed in, without names."""
    form = _form()
    wanted = _wanted(form)
    return _paper(queries.entries(actor(), wanted), wanted, None)


@bp.post("/penerima.pdf")
def paper_with_names() -> Answer:
    """The same with the names behind it."""
    if not Act().validate_on_submit():
        return _back()
    wanted = _wanted(_form())
    shown = queries.entries(actor(), wanted)
    return _paper(shown, wanted, service.read_names(actor(), shown, exported=True))


def _paper(shown: Sequence[Entry], wanted: Wanted, named: Sequence[Received] | None) -> Answer:
    books = register_paper.of(actor(), shown, wanted, named, test=bool(current_app.config["DEMO"]))
    if not books:
        raise NotFound("an officer of no agency")
    name = "-".join(["buku-cinderamata", *([str(wanted.year)] if wanted.year else [])])
    return pdf_answer(register_pdf(books), name if named is None else f"{name}-penerima")


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
        for line in one.lines:
            yield (
                one.number, one.on.isoformat(), one.event, SOURCE_WORDS[one.source], one.giver, one.people, one.kind_words, line.name,
                line.maker, line.pieces, line.price, line.amount, one.each, one.funds_words, one.method, one.document, "; ".join(one.proofs),
                _yes(one), "; ".join(one.remarks),
            )  # fmt: skip


def _named(found: Iterable[Received]) -> Iterable[Sequence[object]]:
    for one in found:
        entry, person = one.entry, one.person
        goods = ", ".join(dict.fromkeys(line.name for line in entry.lines))
        yield (
            entry.number, entry.on.isoformat(), entry.event, entry.giver, person.name, person.post, person.institution,
            KIND_WORDS[person.kind] if person.kind else "", goods, entry.each, entry.funds_words, "; ".join(entry.proofs), _yes(entry),
            person.words,
        )  # fmt: skip


def _yes(one: Entry) -> str:
    return "ya" if one.for_everybody else "tidak"
