"""Gift requests of an agency: its officers write them and follow them, its head agrees."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for

from app.accounts import queries as people
from app.accounts.rules import written_phone
from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.catalog.queries import bundles
from app.catalog.rules import occasions
from app.delivery import queries as posts
from app.gifts.forms.asking import AlterForm, GiftForm, ThingRow, WordsForm, known_of
from app.gifts.models import GiftRequest
from app.gifts.queries import afterwards, choosing, desk, listing, outs, progress, requests, substitutes
from app.gifts.queries import planning as plans
from app.gifts.queries.listing import Key
from app.gifts.queries.planning import Proposal
from app.gifts.rules.life import FUNDS_WORDS, KIND_WORDS, METHOD_WORDS, RequestState, heads
from app.gifts.rules.listing import TAB_WORDS, tab_of
from app.gifts.service import deciding, drafting, foreseeing, submitting
from app.orders.rules.numbers import id_of
from app.regions import queries as regions
from app.regions.models import Agency
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("gifts", __name__, url_prefix="/cinderamata")

SIZE = 20
"""Requests on one page of the list."""

FOLLOWS = (
    "street",
    "landmark",
    "contact",
    "phone",
    "signer",
    "signer_post",
    "method",
    "funds",
    "place",
    "scope",
)
"""What is mostly the same from one request of an agency to the next."""


@bp.get("")
def all_requests() -> Answer:
    """The list: what is open, or what it was cut down to."""
    tab, year = tab_of(request.args.get("keadaan", "")), _year()
    rows = listing.page(actor(), tab, year, _after(), SIZE + 1)
    return page(
        "gifts/officer/requests.html",
        rows=slice_of(rows, SIZE, lambda row: [row.key[0], row.key[1].isoformat(), row.key[2]]),
        tab=tab,
        year=year,
        counts=listing.counts(actor(), year),
        tabs=TAB_WORDS,
        agencies=desk.agencies(actor()),
    )


def _year() -> int | None:
    """As the address asks for it; what is no year is all of them."""
    word = request.args.get("tahun", "")
    return (
        int(word)
        if word.isascii() and word.isdigit() and len(word) == len("2026") and word > "1900"
        else None
    )


def _after() -> Key | None:
    """Where the page before ended."""
    match cursor():
        case [int(rank), str(day), int(last)]:
            try:
                return rank, date.fromisoformat(day), last
            except ValueError:
                return None
        case _:
            return None


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Answer:
    """A new request."""
    agencies = desk.agencies(actor())
    if not agencies:
        flash("Akun Anda belum tercatat di sebuah instansi. Minta admin mencatatnya dulu, ya.", "bad")
        return redirect(url_for(".all_requests"), 303)
    form = GiftForm(agencies=agencies, **_beginning(agencies))
    if form.validate_on_submit():
        try:
            made = drafting.draft(actor(), int(form.agency.data), form.brief())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".one", request_id=made.id), 303)
    if not form.is_submitted():
        form.suggest()
    return page("gifts/officer/edit.html", form=form, gift=None)


def _beginning(agencies: Sequence[Agency]) -> dict[str, Any]:
    """The form as it opens: who writes it, what the last request said of the house, and what she comes from."""
    like = id_of(request.args.get("seperti"))
    if like is not None:
        return _like(requests.request_for(actor(), like))
    last = desk.last_of(actor())
    phone = next((number for _, number in people.phones([actor().person_id]) if number), None)
    known: dict[str, Any] = {
        "contact": actor().name,
        "phone": written_phone(phone) if phone else "",
        "method": "direct",
        "funds": "apbd",
        "scope": "city" if len(agencies[0].region_code) > 2 else "province",
    }
    if last is not None:
        written = known_of(drafting.brief_of(last))
        known |= {name: written[name] for name in FOLLOWS}
    wanted = id_of(request.args.get("barang"))
    things = [ThingRow(one) for one in (choosing.chosen([wanted]) if wanted is not None else ())]
    return {
        "agency": str(last.agency_id if last else agencies[0].id),
        "may_split": True,
        "recipients": "",
        **known,
        "things": things or _of_set(request.args.get("set", "")),
    }


def _like(gift: GiftRequest) -> dict[str, Any]:
    """Everything of another request, but how many receive it; and its day only while it lies ahead."""
    known = known_of(replace(drafting.brief_of(gift), kinds={}))
    is_ahead = gift.handover_on > day_in(gift.village_code, clock.now())
    return {
        **known,
        "agency": str(gift.agency_id),
        "recipients": "",
        "handover_on": gift.handover_on if is_ahead else None,
    }


def _of_set(slug: str) -> list[ThingRow]:
    """The parts of a set that buyers see; nothing for any other."""
    try:
        parts = bundles.shown(slug).parts if slug else []
    except NotFound:
        return []
    return [ThingRow(one.variant_id, one.is_box, str(one.pieces)) for one in parts]


@bp.get("/<int:request_id>")
def one(request_id: int) -> Answer:
    """The request: its plan while it is written, what is held while its head is asked, how far it is afterwards."""
    return _page(requests.request_for(actor(), request_id))


def _page(gift: GiftRequest, words: WordsForm | None = None) -> Answer:
    proposal = plans.propose(plans.wish_of(gift)) if gift.state is RequestState.DRAFT else None
    facts = _of_plan(gift, proposal) if proposal is not None else {"progress": progress.of(gift)}
    return page(
        "gifts/officer/request.html",
        gift=gift,
        agency=regions.agency(gift.agency_id),
        place=regions.get(gift.village_code),
        post=posts.post(gift.post_id).name if gift.post_id else "",
        phone=written_phone(gift.phone),
        kind_words={kind.value: words for kind, words in KIND_WORDS.items()},
        method_words=METHOD_WORDS,
        funds_words=FUNDS_WORDS,
        occasion=next((one.words for one in occasions.known([gift.occasion])), ""),
        is_head=heads(actor(), gift.agency_id) and actor().person_id != gift.submitted_by_id,
        steps=requests.steps_of(gift.id),
        missing=substitutes.missing(gift),
        day_came=day_in(gift.village_code, clock.now()) >= gift.handover_on,
        after=afterwards.of(gift, proposal.plan.total if proposal else None),
        words=words or WordsForm(formdata=None),
        act=Act(formdata=None),
        **facts,
    )


def _of_plan(gift: GiftRequest, proposal: Proposal) -> dict[str, Any]:
    """What only the page of a draft shows. Makers who were left out stand among those who could serve, to be ticked again."""
    wish = proposal.wish
    return {
        "proposal": proposal,
        "seal": submitting.seal_of(proposal),
        "hold_hours": current_app.config["GIFT_HOLD_HOURS"],
        "foresight": foreseeing.foresee(gift, proposal) if proposal.plan.is_whole else None,
        "outs": None if proposal.plan.is_whole else outs.of(proposal),
        "scopes": choosing.scopes(wish.agency_region),
        "everybody": plans.propose(replace(wish, sellers=())) if wish.sellers else proposal,
    }


@bp.route("/<int:request_id>/ubah", methods=["GET", "POST"])
def edit(request_id: int) -> Answer:
    """Other facts of a draft."""
    gift = requests.request_for(actor(), request_id)
    back = redirect(url_for(".one", request_id=request_id), 303)
    if gift.state is not RequestState.DRAFT:
        flash("Permintaan ini sudah diajukan. Tarik dulu kalau mau mengubahnya.", "bad")
        return back
    known = known_of(drafting.brief_of(gift))
    mine = [one for one in desk.agencies(actor()) if one.id == gift.agency_id]
    form = GiftForm(agencies=mine, sellers=gift.sellers, agency=str(gift.agency_id), **known)
    if form.validate_on_submit():
        try:
            drafting.change(actor(), request_id, form.brief())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return back
    return page("gifts/officer/edit.html", form=form, gift=gift)


@bp.post("/<int:request_id>/sesuaikan")
def alter(request_id: int) -> Answer:
    """One press changes one thing of a draft: another day, fewer people, makers from farther away, only some makers."""
    gift = requests.request_for(actor(), request_id)
    form = AlterForm()
    back = url_for(".one", request_id=request_id, _anchor="rencana")
    if not form.validate_on_submit():
        return redirect(back, 303)
    before = drafting.brief_of(gift)
    brief = form.changed(before)
    said = "Sudah disesuaikan. Lihat rencananya di bawah."
    if before.kinds and not brief.kinds:
        said = "Sudah disesuaikan. Rincian golongan penerimanya kami kosongkan, karena jumlahnya tidak cocok lagi."
    return act(lambda: drafting.change(actor(), request_id, brief), back, said)


@bp.post("/<int:request_id>/ajukan")
def submit(request_id: int) -> Answer:
    """Everything is held, and the head is asked."""
    requests.request_for(actor(), request_id)
    back = url_for(".one", request_id=request_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    hold = timedelta(hours=current_app.config["GIFT_HOLD_HOURS"])
    seal = request.form.get("seal", "")
    said = "Sudah diajukan. Barang dan waktu pembuatnya kami simpan sampai kepala instansi menjawab."
    return act(lambda: submitting.submit(actor(), request_id, seal, hold_for=hold), back, said)


@bp.post("/<int:request_id>/tarik")
def take_back(request_id: int) -> Answer:
    """It is written again; nothing is held any more."""
    requests.request_for(actor(), request_id)
    back = url_for(".one", request_id=request_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    said = "Sudah ditarik. Sekarang bisa diubah, lalu diajukan lagi."
    return act(lambda: submitting.take_back(actor(), request_id), back, said)


@bp.post("/<int:request_id>/batal")
def cancel(request_id: int) -> Answer:
    """It is not to be."""
    requests.request_for(actor(), request_id)
    if not Act().validate_on_submit():
        return redirect(url_for(".one", request_id=request_id), 303)
    return act(
        lambda: drafting.cancel(actor(), request_id),
        url_for(".one", request_id=request_id),
        "Permintaan ini dibatalkan.",
    )


@bp.post("/<int:request_id>/setujui")
def agree(request_id: int) -> Answer:
    """The head says yes: every maker is asked."""
    requests.request_for(actor(), request_id)
    back = url_for(".one", request_id=request_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    said = "Disetujui. Semua pembuat sudah kami kabari."
    return act(lambda: deciding.agree(actor(), request_id), back, said)


@bp.post("/<int:request_id>/kembalikan")
def send_back(request_id: int) -> Answer:
    """The head says what is to be changed."""
    gift = requests.request_for(actor(), request_id)
    form = WordsForm()
    if form.validate_on_submit():
        try:
            deciding.send_back(actor(), request_id, form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.words)
        else:
            flash("Sudah dikembalikan bersama catatan Anda. Yang disimpan sudah dilepas.", "ok")
            return redirect(url_for(".one", request_id=request_id), 303)
    return _page(gift, form)
