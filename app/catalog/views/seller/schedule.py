"""A seller's schedule: her hands and their week, what is taken and free, and the days on which she is closed."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.forms import ClosureForm, LineForm
from app.catalog.models import Closure
from app.catalog.ports import PromisedWork
from app.catalog.queries import schedule as queries
from app.catalog.rules.promise import days_of
from app.catalog.rules.schedule import calendar_of
from app.catalog.service import schedule
from app.db.ports import port
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("schedule", __name__, url_prefix="/jadwal")


@bp.get("")
def lines() -> Answer:
    """Who works when, and how full the coming weeks are."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    today = day_in(seller.village_code or "36", clock.now())
    there = queries.lines(seller)
    return page(
        "catalog/seller/schedule.html",
        seller=seller,
        today=today,
        lines=[(one, calendar_of(one.hands, today)) for one in there],
        names={one.id: one.name for one in there},
        closures=_closures(seller),
        act=Act(formdata=None),
    )


def _closures(seller: Seller) -> list[tuple[Closure, list[queries.Affected]]]:
    """Each closure with the parcels that were promised for its days."""
    found = queries.closures(seller.id, day_in(seller.village_code or "36", clock.now()))
    if not found:
        return []
    last = max(one.last_day for one in found)
    promised = port(PromisedWork).between(seller.id, found[0].first_day, last)
    return [(one, queries.affected(one, promised)) for one in found]


@bp.route("/tangan/<int:line_id>", methods=["GET", "POST"])
def line(line_id: int) -> Answer:
    """How the same hands work from now on."""
    found = queries.line(sellers.owned(actor()), line_id)
    pace = found.line.pace
    form = LineForm(
        name=found.line.name,
        per_day=str(pace.per_day) if pace.days_each == 1 else "",
        days_each=str(pace.days_each) if pace.days_each > 1 else "",
        weekdays=[str(day) for day in days_of(found.line.weekdays)],
        finish_days=str(found.line.finish_days or ""),
    )
    if form.validate_on_submit():
        try:
            schedule.arrange(actor(), line_id, form.command())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Jadwal sudah disimpan dan berlaku untuk pesanan baru.", "ok")
            return redirect(url_for("seller.schedule.lines"), 303)
    return page("catalog/seller/schedule_line.html", form=form, sheet=found)


@bp.route("/tutup", methods=["GET", "POST"])
def close() -> Answer:
    """Days on which nobody works, or some hands do not."""
    there = queries.lines(sellers.owned(actor()))
    form = ClosureForm()
    form.offer_lines([(one.id, f"Hanya {one.name}") for one in there])
    if form.validate_on_submit():
        try:
            made = schedule.close(
                actor(),
                line_id=form.line_id,
                first=form.first.data,
                last=form.last.data,
                reason=form.reason.data or "",
            )
        except RuleBroken as refusal:
            form.refuse(refusal, form.last)
        else:
            flash("Hari tutup sudah dicatat. Tanggal untuk pesanan baru ikut bergeser.", "ok")
            return redirect(url_for("seller.schedule.lines", _anchor=f"tutup-{made.id}"), 303)
    return page("catalog/seller/schedule_close.html", form=form, makes_first=bool(there))


@bp.post("/tutup/<int:closure_id>/hapus")
def reopen(closure_id: int) -> Answer:
    """They work on those days after all."""
    back = url_for("seller.schedule.lines")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: schedule.reopen(actor(), closure_id),
        back,
        "Hari tutup dihapus. Tanggal kembali seperti biasa.",
    )
