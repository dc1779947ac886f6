"""The hand-over as an officer writes it down."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.gifts.forms.afterwards import HandoverForm, handover_form
from app.gifts.models import GiftRequest
from app.gifts.queries import handover as queries
from app.gifts.queries import requests
from app.gifts.queries.requests import PartRow
from app.gifts.rules import handing_over as rules
from app.gifts.rules.life import REQUEST_LIFE, RequestMove
from app.gifts.service import handing_over as service
from app.gifts.service.handing_over import HandedOver
from app.media.rules.photo import BadPhoto
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("gift_handover", __name__, url_prefix="/cinderamata/<int:request_id>/serah-terima")


@bp.route("", methods=["GET", "POST"])
def hand_over(request_id: int) -> Answer:
    """When, to how many, what of whose part; with what happened and pictures of it."""
    gift = requests.request_for(actor(), request_id)
    came = queries.came(gift)
    back = url_for("officer.gifts.one", request_id=gift.id)
    if not REQUEST_LIFE.allows(gift.state, RequestMove.HAND_OVER) or not came:
        flash(
            rules.NothingCame.message if not gift.handed_over_on else "Serah terimanya sudah dicatat.", "bad"
        )
        return redirect(back)
    form = _form(gift, came)
    if form.validate_on_submit():
        told = HandedOver(
            form.on.data, form.people.number or 0, form.given, form.words.data or "", form.files
        )
        try:
            service.hand_over(actor(), gift.id, told)
        except (rules.TooManyPhotos, BadPhoto) as refusal:
            form.refuse(refusal, form.photos)
        except (rules.NotYetDay, rules.BeforeRequest) as refusal:
            form.refuse(refusal, form.on)
        except rules.TooManyPeople as refusal:
            form.refuse(refusal, form.people)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Serah terima sudah dicatat dan masuk buku cinderamata.", "ok")
            return redirect(back, 303)
    return page(
        "gifts/officer/handover.html",
        gift=gift,
        form=form,
        rows=[(one, form[f"given_{one.line.id}_{one.need_id}"]) for one in came],
        waited_for=[
            one for one in requests.parts_of(gift) if one.coming and one.parcel.state not in rules.THERE
        ],
        most=rules.MOST_PHOTOS,
    )


def _form(gift: GiftRequest, came: list[PartRow]) -> HandoverForm:
    today = day_in(gift.village_code, clock.now())
    return handover_form(
        [(one.line.id, one.need_id, one.line.name, one.coming) for one in came],
        on=min(gift.handover_on, today),
        people=str(gift.recipients),
    )
