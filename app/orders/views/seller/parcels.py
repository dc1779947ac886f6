"""A seller's orders: answer, make, pack, send."""

from datetime import timedelta

from flask import flash, redirect, request, url_for

from app.accounts import rules as people
from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.db.ports import port
from app.delivery.rules.services import courier_for
from app.delivery.rules.zones import Zone
from app.orders.forms import (
    BringForm,
    CodeForm,
    DeclineForm,
    DelayForm,
    PaperForm,
    PartForm,
    PrintForm,
    SendForm,
    pack_form,
)
from app.orders.ports import MoneyBackOf, MoneyOfPart
from app.orders.queries import complaints, cut, delays, hub, lots, papers, silence, worklist
from app.orders.queries import order as queries
from app.orders.rules.delay import AlreadyAsked, NotNow, latest
from app.orders.rules.life import ParcelState
from app.orders.rules.printing import PRINTABLE
from app.orders.service import answering, delaying, handing_over, late, parcels
from app.orders.service import hub as post_service
from app.orders.views.seller.door import bp
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

TABS: dict[str, tuple[str, tuple[ParcelState, ...]]] = {
    "dijawab": ("Perlu dijawab", (ParcelState.TO_ANSWER,)),
    "dibuat": ("Dibuat", (ParcelState.ACCEPTED,)),
    "dikemas": ("Siap dikirim", (ParcelState.PACKED,)),
    "dikirim": ("Dikirim", (ParcelState.AT_POST, ParcelState.SENT)),
    "selesai": ("Selesai", (ParcelState.RECEIVED, ParcelState.DECLINED, ParcelState.CANCELLED)),
}


@bp.get("")
def parcel_list() -> Answer:
    """Parcels by what is to be done, the earliest promise first."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    counts = queries.count_by_state(seller.id)
    first = next(
        (word for word, (_, states) in TABS.items() if any(counts.get(one) for one in states)), "dijawab"
    )
    tab = request.args.get("tab", first)
    if tab not in TABS:
        tab = first
    return page(
        "orders/seller/parcels.html",
        tab=tab,
        tabs=[
            (word, title, sum(counts.get(one, 0) for one in states)) for word, (title, states) in TABS.items()
        ],
        parcels=queries.sellers_parcels(actor(), TABS[tab][1], 100),
        region=seller.village_code or "36",
        complaints_waiting=complaints.count_sellers_turn(seller.id),
        printing=PrintForm(formdata=None) if PRINTABLE.issuperset(TABS[tab][1]) else None,
        last_print=papers.newest_run(seller.id),
        all_ticked=request.args.get("pilih") == "semua",
    )


@bp.get("/buat")
def work() -> Answer:
    """What the hands make today and tomorrow, and what lies ready and must be packed."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    today = day_in(seller.village_code or "36", clock.now())
    tomorrow = today + timedelta(days=1)
    return page(
        "orders/seller/work.html",
        today=today,
        tomorrow=tomorrow,
        tasks=worklist.tasks(actor(), tomorrow),
        packing=worklist.to_pack(actor(), tomorrow),
        unanswered=queries.count_by_state(seller.id).get(ParcelState.TO_ANSWER, 0),
    )


@bp.get("/<int:parcel_id>")
def parcel(parcel_id: int) -> Answer:
    """One parcel: what, for when, for whom, and the next step."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    lines = queries.lines_of([found.id])[found.id]
    return page(
        "orders/seller/parcel.html",
        cut=cut.of(found, lines),
        parcel=found,
        other=port(MoneyBackOf).other_sums(order.id).get(found.id),
        money=port(MoneyOfPart).of(order.id, found.id),
        order=order,
        agency=queries.agency_of(order),
        lines=lines,
        lots=lots.codes_in(found.id),
        to_mark=found.state is ParcelState.ACCEPTED and bool(lots.unmarked(found.id)),
        complaints=complaints.on_parcel(found.id),
        place=regions.get(order.village_code),
        phone=people.written_phone(order.phone),
        changes=queries.changes_of(order.id, [found.id]),
        delay=delays.open_of(found.id),
        region=delays.region_of(found),
        through=hub.of_parcel(found),
        silent_from=silence.until(order, [found]).get(found.id),
        bring_form=BringForm(formdata=None),
        act=Act(formdata=None),
        code_form=CodeForm(formdata=None),
        paper_form=PaperForm(formdata=None) if found.state in PRINTABLE else None,
    )


@bp.post("/<int:parcel_id>/terima")
def accept(parcel_id: int) -> Answer:
    """She will make and send it."""
    back = url_for(".parcel", parcel_id=parcel_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: parcels.accept(actor(), parcel_id), back, "Sudah disanggupi. Selamat bekerja, Bu.")


@bp.route("/<int:parcel_id>/sebagian", methods=["GET", "POST"])
def accept_part(parcel_id: int) -> Answer:
    """She can make some of it: how many of each line, and why not all."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    back = url_for(".parcel", parcel_id=parcel_id)
    lines = [row for row in queries.lines_of([parcel_id])[parcel_id] if row.line.left]
    form = PartForm.of({row.line.id: row.line.left for row in lines})
    if form.validate_on_submit():
        return act(
            lambda: answering.answer(actor(), parcel_id, form.can, form.reason),
            back,
            f"Jawaban Ibu sudah kami sampaikan ke {'instansinya' if order.purpose else 'pembeli'}.",
        )
    if found.state is not ParcelState.TO_ANSWER:
        return redirect(back)
    return page("orders/seller/part.html", form=form, parcel=found, order=order, lines=lines)


@bp.route("/<int:parcel_id>/tolak", methods=["GET", "POST"])
def decline(parcel_id: int) -> Answer:
    """She cannot, with the reason."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    form = DeclineForm()
    if form.validate_on_submit():
        return act(
            lambda: parcels.decline(actor(), parcel_id, form.reason),
            url_for(".parcel", parcel_id=parcel_id),
            "Pesanan ditolak."
            + (
                " Uang pembeli kami kembalikan."
                if found.paid_at
                else " Instansinya kami kabari."
                if order.purpose
                else " Pembelinya kami kabari."
            ),
        )
    return page("orders/seller/decline.html", form=form, parcel=found, order=order)


@bp.route("/<int:parcel_id>/mundur", methods=["GET", "POST"])
def delay(parcel_id: int) -> Answer:
    """She asks the buyer for a later day."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    back = url_for(".parcel", parcel_id=parcel_id)
    form = DelayForm()
    if form.validate_on_submit():
        try:
            delaying.ask(actor(), parcel_id, form.day.data, form.reason.data)
        except (NotNow, AlreadyAsked) as refusal:
            flash(refusal.message, "bad")
            return redirect(back, 303)
        except RuleBroken as refusal:
            form.refuse(refusal, form.day)
        else:
            asked = "Instansinya" if order.purpose else "Pembeli"
            flash(
                f"{asked} sudah kami tanya. Sebelum ada jawaban setuju, tanggal yang lama tetap berlaku.",
                "ok",
            )
            return redirect(back, 303)
    if found.state is not ParcelState.ACCEPTED or delays.open_of(parcel_id) is not None:
        return redirect(back)
    earliest = delays.earliest(found)
    form.day.data = form.day.data or (None if form.is_submitted() else earliest)
    return page(
        "orders/seller/delay.html",
        form=form,
        parcel=found,
        order=order,
        agency=queries.agency_of(order),
        earliest=earliest,
        latest=latest(found.promised_on),
        in_time=delays.last_in_time(found, order.needed_on) if order.needed_on else None,
    )


@bp.route("/<int:parcel_id>/kemas", methods=["GET", "POST"])
def pack(parcel_id: int) -> Answer:
    """It is packed; of food that has no code yet, the code is asked."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    back = url_for(".parcel", parcel_id=parcel_id)
    form = pack_form(lots.unmarked(found.id))
    if form.validate_on_submit():
        try:
            parcels.pack(actor(), parcel_id, form.command())
        except RuleBroken as refusal:
            if not form.lines:
                flash(refusal.message, "bad")
                return redirect(back, 303)
            form.refuse(refusal)
        else:
            flash("Sudah dikemas. Tinggal dikirim.", "ok")
            return redirect(back, 303)
    if not form.lines or found.state is not ParcelState.ACCEPTED:
        return redirect(back)
    return page("orders/seller/pack.html", form=form, parcel=found, order=order)


@bp.route("/<int:parcel_id>/kirim", methods=["GET", "POST"])
def send(parcel_id: int) -> Answer:
    """It has left her house."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    back = url_for(".parcel", parcel_id=parcel_id)
    form = SendForm(courier=courier_for(found.way, clock.now().date()))
    if form.validate_on_submit():
        return act(
            lambda: parcels.send(
                actor(), parcel_id, courier=form.courier.data, tracking=form.tracking.data or ""
            ),
            back,
            "Dicatat sebagai dikirim. Pembeli kami kabari.",
        )
    to_send = found.state is ParcelState.PACKED and found.zone is not Zone.PICKUP
    if not to_send or found.consolidation_id is not None:
        return redirect(back)  # this page shows the buyer's address
    return page(
        "orders/seller/send.html", form=form, parcel=found, order=order, place=regions.get(order.village_code),
        phone=people.written_phone(order.phone),
    )  # fmt: skip


@bp.post("/<int:parcel_id>/ambil")
def hand_over(parcel_id: int) -> Answer:
    """The buyer is at the door and says her code."""
    form = CodeForm()
    back = url_for(".parcel", parcel_id=parcel_id)
    queries.sellers_parcel(actor(), parcel_id)
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.code.errors])), "bad")
        return redirect(back, 303)
    return act(
        lambda: handing_over.hand_over(actor(), parcel_id, form.code.data),
        back,
        "Kodenya cocok. Pesanan ini selesai. Terima kasih, Bu.",
    )


@bp.post("/<int:parcel_id>/diantar")
def brought(parcel_id: int) -> Answer:
    """She brought it to the post."""
    queries.sellers_parcel(actor(), parcel_id)
    back = url_for(".parcel", parcel_id=parcel_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    said = "Dicatat. Penjaga posko memeriksa isinya, lalu Ibu kami kabari kalau ada yang kurang."
    return act(lambda: post_service.say_brought(actor(), parcel_id), back, said)


@bp.post("/<int:parcel_id>/hari-antar")
def bring_day(parcel_id: int) -> Answer:
    """By when she can bring what is late."""
    queries.sellers_parcel(actor(), parcel_id)
    back = url_for(".parcel", parcel_id=parcel_id)
    form = BringForm()
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.day.errors]), "Pilih harinya dari kalender."), "bad")
        return redirect(back, 303)
    return act(
        lambda: late.propose(actor(), parcel_id, form.day.data), back, "Harinya kami sampaikan ke pembeli."
    )
