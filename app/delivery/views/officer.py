"""Posts of the officer's region: make, open, close, and name who keeps them."""

from flask import Blueprint, redirect, url_for

from app.accounts import rules as people
from app.base.errors import RuleBroken
from app.delivery import queries, service
from app.delivery.forms import PostForm
from app.delivery.models import Post
from app.regions import queries as regions
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("delivery", __name__, url_prefix="/posko")


@bp.get("")
def posts() -> Answer:
    """The list."""
    found = queries.officers_posts(actor())
    return page(
        "delivery/officer/posts.html",
        posts=found,
        places={one.village_code: regions.get(one.village_code).path for one in found},
        keepers={one.id: queries.keepers(one.id) for one in found},
    )


def _form(post: Post | None) -> PostForm:
    known = (
        {
            "agency": str(post.agency_id),
            "name": post.name,
            "place": post.village_code,
            "street": post.street,
            "hours": post.hours,
            "phone": people.written_phone(post.phone),
            "handling": str(post.handling_fee),
            "days": str(post.gather_days),
        }
        if post
        else {"hours": "Senin–Jumat 08.00–15.00", "handling": "0", "days": "1"}
    )
    form = PostForm(**known)
    form.agency.choices = {str(one.id): one.name for one in queries.bodies(actor())}
    return form


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Answer:
    """A new post."""
    form = _form(None)
    if form.validate_on_submit():
        try:
            post = service.make_post(actor(), form.plan())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".post", post_id=post.id), 303)
    return page("delivery/officer/edit.html", form=form, post=None)


@bp.get("/<int:post_id>")
def post(post_id: int) -> Answer:
    """One post: open or closed, and its keepers."""
    found = queries.officers_post(actor(), post_id)
    kept = queries.keepers(post_id)
    return page(
        "delivery/officer/post.html",
        post=found,
        facts=queries.post(post_id),
        host=regions.agency(found.agency_id),
        keepers=kept,
        others=[one for one in queries.candidates(found) if one.id not in {two.id for two in kept}],
        written=people.written_phone,
        act=Act(formdata=None),
    )


@bp.route("/<int:post_id>/ubah", methods=["GET", "POST"])
def edit(post_id: int) -> Answer:
    """Other facts."""
    found = queries.officers_post(actor(), post_id)
    form = _form(found)
    if form.validate_on_submit():
        try:
            service.change_post(actor(), post_id, form.plan())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".post", post_id=post_id), 303)
    return page("delivery/officer/edit.html", form=form, post=found)


@bp.post("/<int:post_id>/buka")
def open_(post_id: int) -> Answer:
    """Buyers are offered it."""
    queries.officers_post(actor(), post_id)
    back = url_for(".post", post_id=post_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.open_post(actor(), post_id), back, "Posko dibuka. Pembeli mulai bisa memilihnya."
    )


@bp.post("/<int:post_id>/tutup")
def close(post_id: int) -> Answer:
    """Buyers are not offered it any more."""
    queries.officers_post(actor(), post_id)
    back = url_for(".post", post_id=post_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    said = "Posko ditutup untuk pesanan baru. Paket yang sudah berjalan tetap diselesaikan."
    return act(lambda: service.close_post(actor(), post_id), back, said)


@bp.post("/<int:post_id>/penjaga/<int:person_id>")
def name_keeper(post_id: int, person_id: int) -> Answer:
    """She keeps it from now on."""
    queries.officers_post(actor(), post_id)
    back = url_for(".post", post_id=post_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.name_keeper(actor(), post_id, person_id), back, "Sudah ditunjuk dan kami kabari."
    )


@bp.post("/<int:post_id>/penjaga/<int:person_id>/akhiri")
def dismiss(post_id: int, person_id: int) -> Answer:
    """She keeps it no longer."""
    queries.officers_post(actor(), post_id)
    back = url_for(".post", post_id=post_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.dismiss_keeper(actor(), post_id, person_id), back, "Tugasnya sudah diakhiri.")
