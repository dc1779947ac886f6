"""A seller's orders: answer, make, pack, send."""

from flask import flash, redirect, request, url_for

from app.accounts import rules as people
from app.base import clock
from app.delivery.rules.services import courier_for
from app.orders.forms import BringForm, DeclineForm, PaperForm, PrintForm, SendForm
from app.orders.queries import hub, papers
from app.orders.queries import order as queries
from app.orders.rules.life import ParcelState
from app.orders.rules.printing import PRINTABLE
from app.orders.service import hub as post_service
from app.orders.service import late, parcels
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
    "selesai": ("Selesai", (ParcelState.RECEIVED, ParcelState.DECLINED)),
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
        printing=PrintForm(formdata=None) if PRINTABLE.issuperset(TABS[tab][1]) else None,
        last_print=papers.newest_run(seller.id),
        all_ticked=request.args.get("pilih") == "semua",
    )


@bp.get("/<int:parcel_id>")
def parcel(parcel_id: int) -> Answer:
    """One parcel: what, for when, for whom, and the next step."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    return page(
        "orders/seller/parcel.html",
        parcel=found,
        order=order,
        lines=queries.lines_of([found.id])[found.id],
        place=regions.get(order.village_code),
        phone=people.written_phone(order.phone),
        through=hub.of_parcel(found),
        bring_form=BringForm(formdata=None),
        act=Act(formdata=None),
        paper_form=PaperForm(formdata=None) if found.state in PRINTABLE else None,
        decline_form=DeclineForm(formdata=None),
        send_form=SendForm(formdata=None),
    )


@bp.post("/<int:parcel_id>/terima")
def accept(parcel_id: int) -> Answer:
    """She will make and send it."""
    back = url_for(".parcel", parcel_id=parcel_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: parcels.accept(actor(), parcel_id), back, "Sudah disanggupi. Selamat bekerja, Bu.")


@bp.route("/<int:parcel_id>/tolak", methods=["GET", "POST"])
def decline(parcel_id: int) -> Answer:
    """She cannot, with the reason."""
    found, order = queries.sellers_parcel(actor(), parcel_id)
    form = DeclineForm()
    if form.validate_on_submit():
        return act(
            lambda: parcels.decline(actor(), parcel_id, form.reason.data),
            url_for(".parcel", parcel_id=parcel_id),
            "Pesanan ditolak. Uang pembeli kami kembalikan.",
        )
    return page("orders/seller/decline.html", form=form, parcel=found, order=order)


@bp.post("/<int:parcel_id>/kemas")
def pack(parcel_id: int) -> Answer:
    """It is packed."""
    back = url_for(".parcel", parcel_id=parcel_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: parcels.pack(actor(), parcel_id), back, "Sudah dikemas. Tinggal dikirim.")


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
    if found.state is not ParcelState.PACKED or found.consolidation_id is not None:
        return redirect(back)  # this page shows the buyer's address
    return page(
        "orders/seller/send.html", form=form, parcel=found, order=order, place=regions.get(order.village_code),
        phone=people.written_phone(order.phone),
    )  # fmt: skip


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
