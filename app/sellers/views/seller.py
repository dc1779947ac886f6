"""A seller's own gerai: the day at a glance, the checklist to open, who and where she is, how she sends."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.db.ports import port
from app.delivery.rules.services import OWN, name_of, offered, platform
from app.delivery.rules.ways import Ways
from app.delivery.rules.zones import ZONE_WORDS, Zone
from app.media.rules.photo import BadPhoto
from app.sellers import queries, rules, service
from app.sellers.forms import (
    BeginForm,
    BrandForm,
    DescribeForm,
    LeastOrderForm,
    LeaveForm,
    LogoForm,
    SettleForm,
    WaysForm,
    pair_of,
    ways_data,
)
from app.sellers.ports import BrandNameCheck, Requirements
from app.web.doors import actor
from app.web.filters import dotted
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("sellers", __name__, url_prefix="/gerai")


@bp.route("/mulai", methods=["GET", "POST"])
def begin() -> Answer:
    """The first step: a name."""
    if queries.mine(actor()) is not None:
        return redirect(url_for(".gerai"))
    form = BeginForm()
    if form.validate_on_submit():
        try:
            service.begin(actor(), form.name.data)
        except RuleBroken as refusal:
            form.refuse(refusal, form.name)
        else:
            return redirect(url_for(".gerai"), 303)
    return page("sellers/seller/begin.html", form=form)


def _ways_in_words(ways: Ways) -> list[str]:
    today = clock.now().date()
    far = [ZONE_WORDS[zone] for zone in Zone if zone in ways.zones]
    by = [*(ways.services if far else ()), *([OWN] if ways.own else ())]
    return far + [name_of(way, today) for way in by]


@bp.get("")
def gerai() -> Answer:
    """The gerai and what is still missing to open it."""
    seller = queries.mine(actor())
    if seller is None:
        return redirect(url_for(".begin"))
    return page(
        "sellers/seller/gerai.html",
        seller=seller,
        place=queries.place_of(seller),
        members=queries.members(seller.id),
        ways=_ways_in_words(queries.ways([seller.id])[seller.id]),
        standings=port(Requirements).standings(seller.id),
        act=Act(),
    )


@bp.route("/cerita", methods=["GET", "POST"])
def describe() -> Answer:
    """Name and story."""
    seller = queries.owned(actor())
    form = DescribeForm(name=seller.name, story=seller.story)
    if form.validate_on_submit():
        service.describe(actor(), name=form.name.data, story=form.story.data)
        flash("Cerita gerai sudah disimpan.", "ok")
        return redirect(url_for(".gerai"), 303)
    return page("sellers/seller/describe.html", form=form)


@bp.route("/merek", methods=["GET", "POST"])
def brand() -> Answer:
    """Name and colours of the brand, with a look at them before they are kept."""
    shown = queries.brand(queries.owned(actor()).id)
    form = BrandForm(name=shown.name, pair=pair_of(shown), main=shown.main, accent=shown.accent)
    if form.validate_on_submit():
        shown = form.wished(shown.logo_key)
        if not request.form.get("lihat"):
            service.show_as(actor(), name=shown.name, main=shown.main, accent=shown.accent)
            flash("Merek sudah disimpan.", "ok")
            return redirect(url_for(".brand"), 303)
        form.show(shown)
        return _brand_page(form, LogoForm(formdata=None), shown, is_looking=True)
    return _brand_page(form, LogoForm(formdata=None), shown)


def _brand_page(
    form: BrandForm, logo_form: LogoForm, shown: rules.Brand, *, is_looking: bool = False
) -> Answer:
    """The brand's page; `is_looking`: what is shown is not kept yet."""
    seller = queries.owned(actor())
    return page(
        "sellers/seller/brand.html",
        form=form,
        logo_form=logo_form,
        seller=seller,
        place=queries.place_of(seller),
        shown=shown,
        lines=rules.name_lines(shown.name, 14),
        palette={one.key: one for one in rules.PALETTE},
        weak=rules.weak_colours(shown.main, shown.accent),
        remarks=port(BrandNameCheck).about(seller.id, shown.name),
        is_looking=is_looking,
        act=Act(formdata=None),
    )


@bp.post("/merek/logo")
def logo() -> Answer:
    """A logo, sent on its own: a weak signal loses nothing that was typed."""
    shown = queries.brand(queries.owned(actor()).id)
    form = LogoForm()
    if form.validate_on_submit():
        file = request.files.get("logo")
        try:
            if file is None or not file.filename:
                raise BadPhoto("Pilih dulu berkas logonya.")
            service.carry_logo(actor(), file.read())
        except BadPhoto as refusal:
            form.refuse(refusal, form.logo)
        else:
            flash("Logo sudah disimpan.", "ok")
            return redirect(url_for(".brand"), 303)
    fields = BrandForm(
        formdata=None, name=shown.name, pair=pair_of(shown), main=shown.main, accent=shown.accent
    )
    return _brand_page(fields, form, shown)


@bp.post("/merek/logo/hapus")
def logo_gone() -> Answer:
    """No logo."""
    back = url_for(".brand")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.drop_logo(actor()), back, "Logo sudah dihapus.")


@bp.route("/alamat", methods=["GET", "POST"])
def settle() -> Answer:
    """Where the gerai is."""
    seller = queries.owned(actor())
    form = SettleForm(place=seller.village_code, street=seller.street, rt=seller.rt, rw=seller.rw)
    if form.validate_on_submit():
        service.settle(
            actor(),
            village_code=form.place.data,
            street=form.street.data,
            rt=form.rt.number,
            rw=form.rw.number,
        )
        flash("Alamat gerai sudah disimpan.", "ok")
        return redirect(url_for(".gerai"), 303)
    return page("sellers/seller/settle.html", form=form)


@bp.route("/kirim", methods=["GET", "POST"])
def ways() -> Answer:
    """How far the gerai sends, by which couriers, at which prices."""
    seller = queries.owned(actor())
    today = clock.now().date()
    form = WaysForm(today=today, **ways_data(queries.ways([seller.id])[seller.id]))
    if form.validate_on_submit():
        try:
            service.send_to(
                actor(),
                [Zone(zone) for zone in form.zones.data],
                services=form.services.data,
                own=form.own_delivery,
                prices=form.prices,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Cara kirim sudah disimpan.", "ok")
            return redirect(url_for(".gerai"), 303)
    return page(
        "sellers/seller/ways.html",
        form=form,
        platform=platform(today).prices,
        services=offered(today),
        zone_words=ZONE_WORDS,
    )


@bp.route("/minimal", methods=["GET", "POST"])
def least_order() -> Answer:
    """The worth from which on the gerai takes an order; nothing typed takes any."""
    seller = queries.owned(actor())
    form = LeastOrderForm(amount=dotted(seller.least_order) if seller.least_order else "")
    if form.validate_on_submit():
        service.ask_at_least(actor(), form.amount.amount)
        flash("Minimal belanja sudah disimpan.", "ok")
        return redirect(url_for(".gerai"), 303)
    return page("sellers/seller/least_order.html", form=form)


@bp.route("/libur", methods=["GET", "POST"])
def leave() -> Answer:
    """Days off."""
    seller = queries.owned(actor())
    form = LeaveForm(start=seller.leave_from, end=seller.leave_until)
    if form.validate_on_submit():
        try:
            service.go_on_leave(actor(), start=form.start.data, end=form.end.data)
        except RuleBroken as refusal:
            form.refuse(refusal, form.end)
        else:
            flash("Libur sudah dicatat. Barang kembali tampil sesudahnya dengan sendirinya.", "ok")
            return redirect(url_for(".gerai"), 303)
    return page("sellers/seller/leave.html", form=form, seller=seller, act=Act())


@bp.post("/libur/batal")
def leave_ends() -> Answer:
    """No days off after all."""
    if not Act().validate_on_submit():
        return redirect(url_for(".leave"), 303)
    return act(lambda: service.end_leave(actor()), url_for(".gerai"), "Libur dibatalkan.")


@bp.post("/buka")
def opening() -> Answer:
    """Open for buyers."""
    if not Act().validate_on_submit():
        return redirect(url_for(".gerai"), 303)
    return act(lambda: service.open_gerai(actor()), url_for(".gerai"), "Gerai sudah buka. Semoga laris, Bu!")


@bp.post("/tutup")
def closing() -> Answer:
    """Close for buyers."""
    if not Act().validate_on_submit():
        return redirect(url_for(".gerai"), 303)
    return act(
        lambda: service.close_gerai(actor()),
        url_for(".gerai"),
        "Gerai ditutup. Barangnya tidak tampil di toko.",
    )
