"""Joining, signing in and out, forgotten passwords, one's own account."""

import json

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import queries, rules, service
from app.accounts.forms import (
    ChangePasswordForm,
    ForgotForm,
    NameForm,
    NewPasswordForm,
    SignInForm,
    SignUpForm,
)
from app.accounts.views.who import come_in, go_out, sign_in_id
from app.base.actor import Actor, Role
from app.base.errors import RuleBroken
from app.web.doors import actor, maybe_actor, signed_in
from app.web.forms import Act
from app.web.pages import Answer, page, safe_path
from app.web.parked import park

bp = Blueprint("accounts", __name__)


def _address() -> str:
    return request.remote_addr or ""


def _agent() -> str:
    return request.headers.get("User-Agent", "")[:300]


def home_of(who: Actor) -> str:
    """Where a person's work is."""
    for role, endpoint in (
        (Role.ADMIN, "admin.reports.today"),
        (Role.OFFICER, "officer.reports.today"),
        (Role.CURATOR, "curator.curation.queue"),
        (Role.SELLER, "seller.reports.today"),
        (Role.KADER, "shop.accounts.helping"),
    ):
        if who.may(role):
            return url_for(endpoint)
    return url_for("shop.shopfront.home")


@bp.route("/masuk", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Phone or e-mail, and password."""
    goes_on = safe_path(request.args.get("next"))
    form = SignInForm()
    if form.validate_on_submit() and form.who.identity:
        try:
            token = service.sign_in(
                identity=form.who.identity,
                password=form.password.data,
                address=_address(),
                user_agent=_agent(),
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            who = come_in(token)
            return redirect(_given_back(who, goes_on, form.parked.data) or home_of(who), 303)
    return page("accounts/shop/sign_in.html", form=form, goes_on=goes_on, interrupted=bool(form.parked.data))


def _given_back(who: Actor, goes_on: str | None, parked: str | None) -> str | None:
    """Where to go after signing in; with the typed form parked there when there was one."""
    if not goes_on or not parked:
        return goes_on
    try:
        fields = json.loads(parked)
        pairs = [[str(name), str(value)] for name, value in fields]
    except (ValueError, TypeError):
        return goes_on
    if not pairs:
        return goes_on
    flash("Tulisan Anda masih ada. Periksa, lalu simpan sekali lagi.", "ok")
    return park(who.by_id, goes_on, pairs[:300])


@bp.route("/daftar", methods=["GET", "POST"])
def sign_up() -> Answer:
    """A new account. The session opens at once."""
    goes_on = safe_path(request.args.get("next"))
    form = SignUpForm()
    if form.validate_on_submit() and form.who.identity:
        try:
            person = service.sign_up(
                name=form.name.data,
                identity=form.who.identity,
                password=form.password.data,
                address=_address(),
            )
            token = service.begin_session(person, _agent())
        except service.IdentityTaken as refusal:
            form.refuse(refusal, form.who)
        except rules.BadPassword as refusal:
            form.refuse(refusal, form.password)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            come_in(token)
            flash("Selamat datang di Gerai.", "ok")
            return redirect(goes_on or url_for("shop.shopfront.home"), 303)
    return page("accounts/shop/sign_up.html", form=form, goes_on=goes_on)


@bp.post("/keluar")
def sign_out() -> Answer:
    """End this session."""
    who = maybe_actor()
    if who is not None and Act().validate_on_submit():
        service.sign_out(who, sign_in_id())
        go_out()
        flash("Anda sudah keluar.", "ok")
    return redirect(url_for("shop.shopfront.home"), 303)


@bp.route("/lupa-sandi", methods=["GET", "POST"])
def forgot() -> Answer:
    """Ask for a new password; the answer never tells whether the person exists."""
    form = ForgotForm()
    if form.validate_on_submit() and form.who.identity:
        try:
            service.ask_reset(identity=form.who.identity, address=_address())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return page("accounts/shop/forgot_sent.html", by_mail=form.who.identity.email is not None)
    return page("accounts/shop/forgot.html", form=form)


@bp.route("/sandi/<token>", methods=["GET", "POST"])
def new_password(token: str) -> Answer:
    """Set a password by a one-time link: after forgetting it, or for the first time."""
    found = queries.open_link(token)
    if found is None:
        return page("accounts/shop/link_spent.html", 410)
    link, person = found
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            session_token = service.use_link(
                token, password=form.password.data, identity=form.who.identity, user_agent=_agent()
            )
        except service.LinkSpent:
            return page("accounts/shop/link_spent.html", 410)
        except service.IdentityTaken as refusal:
            form.refuse(refusal, form.who)
        except rules.BadPassword as refusal:
            form.refuse(refusal, form.password)
        except RuleBroken as refusal:
            form.refuse(refusal, form.who)
        else:
            who = come_in(session_token)
            flash("Kata sandi sudah disimpan. Anda sudah masuk.", "ok")
            return redirect(home_of(who), 303)
    return page(
        "accounts/shop/new_password.html",
        form=form,
        name=person.name,
        phone=rules.written_phone(person.phone) if person.phone else None,
        email=person.email,
        first=link.purpose == "activate",
    )


@bp.get("/akun")
@signed_in
def account() -> Answer:
    """What belongs to the person who is signed in."""
    who = actor()
    person = queries.person(who.by_id)
    return page(
        "accounts/shop/account.html",
        person=person,
        phone=rules.written_phone(person.phone) if person.phone else None,
        devices=queries.devices(who.by_id),
        this_device=sign_in_id(),
        act=Act(),
    )


@bp.route("/akun/nama", methods=["GET", "POST"])
@signed_in
def name() -> Answer:
    """Correct one's own name."""
    form = NameForm(name=queries.person(actor().by_id).name)
    if form.validate_on_submit():
        service.rename(actor(), form.name.data)
        flash("Nama sudah diganti.", "ok")
        return redirect(url_for(".account"), 303)
    return page("accounts/shop/name.html", form=form)


@bp.route("/akun/sandi", methods=["GET", "POST"])
@signed_in
def password() -> Answer:
    """Change the password, knowing the old one."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            token = service.change_password(
                actor(), old=form.old_password.data, new=form.password.data, user_agent=_agent()
            )
        except rules.BadPassword as refusal:
            form.refuse(refusal, form.password)
        except RuleBroken as refusal:
            form.refuse(refusal, form.old_password)
        else:
            come_in(token)
            flash("Kata sandi sudah diganti. Perangkat lain sudah keluar.", "ok")
            return redirect(url_for(".account"), 303)
    return page("accounts/shop/password.html", form=form)


@bp.post("/akun/keluar-semua")
@signed_in
def sign_out_everywhere() -> Answer:
    """End every session of this person."""
    if Act().validate_on_submit():
        service.sign_out_everywhere(actor())
        go_out()
        flash("Anda sudah keluar dari semua perangkat.", "ok")
        return redirect(url_for(".sign_in"), 303)
    return redirect(url_for(".account"), 303)


@bp.get("/akun/dampingi")
@signed_in
def helping() -> Answer:
    """The sellers whom this kader may help."""
    return page("accounts/shop/helping.html", people=queries.helped_by(actor().by_id), act=Act())


@bp.post("/akun/dampingi/<int:person_id>")
@signed_in
def help_begins(person_id: int) -> Answer:
    """Begin to act for one of them."""
    if Act().validate_on_submit():
        service.act_for(actor(), sign_in_id(), person_id)
        return redirect(url_for("seller.reports.today"), 303)
    return redirect(url_for(".helping"), 303)


@bp.post("/akun/dampingi/selesai")
@signed_in
def help_ends() -> Answer:
    """Be oneself again."""
    if Act().validate_on_submit():
        service.act_for_herself(actor(), sign_in_id())
    return redirect(url_for(".helping"), 303)
