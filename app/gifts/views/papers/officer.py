"""Papers of a request, as PDF: minutes, what goes into a set, who signs; and noting the minutes of all makers at once."""

from flask import Blueprint, current_app, flash, redirect, url_for

from app.base.errors import NotFound, RuleBroken
from app.catalog.queries import cards, own
from app.catalog.queries.cards import Addresses, Wishes
from app.catalog.rules.cards import Kind
from app.gifts.forms.afterwards import MinutesOfAllForm
from app.gifts.models import GiftRequest
from app.gifts.queries import papers as queries
from app.gifts.queries import requests
from app.gifts.rules.life import RequestState
from app.gifts.service import minuting, recipients
from app.paper.cards import CardSize, cards_pdf
from app.paper.handover import minutes_pdf, recipients_pdf, set_list_pdf
from app.web.doors import actor
from app.web.pages import Answer, page, path_to
from app.web.papers import pdf_answer

bp = Blueprint("gift_papers", __name__, url_prefix="/cinderamata/<int:request_id>")


def _agreed(request_id: int) -> GiftRequest:
    """Papers begin when makers are asked."""
    gift = requests.request_for(actor(), request_id)
    if gift.state not in (RequestState.UNDER_WAY, RequestState.HANDED_OVER):
        raise NotFound(request_id)
    return gift


def _is_test() -> bool:
    return bool(current_app.config["DEMO"])


@bp.get("/berita-acara.pdf")
def minutes(request_id: int) -> Answer:
    """The minutes of every part that came."""
    gift = _agreed(request_id)
    made = queries.minutes(gift, test=_is_test())
    if made is None:
        raise NotFound(request_id)
    return pdf_answer(minutes_pdf(made), f"berita-acara-{gift.number}")


@bp.get("/isi-set.pdf")
def sets(request_id: int) -> Answer:
    """What goes into every set."""
    gift = _agreed(request_id)
    return pdf_answer(set_list_pdf(queries.set_list(gift, test=_is_test())), f"isi-set-{gift.number}")


@bp.get("/tanda-terima.pdf")
def to_sign(request_id: int) -> Answer:
    """The list on which recipients sign; printing their names is journalled like reading them."""
    gift = _agreed(request_id)
    rows = recipients.read(actor(), gift.id, "printed")
    replaced = {one.replaces_id for one in rows}
    named = [one for one in rows if one.received and one.id not in replaced]
    made = queries.to_sign(gift, named, test=_is_test())
    return pdf_answer(recipients_pdf(made), f"tanda-terima-{gift.number}")


@bp.get("/kartu/<int:product_id>.pdf")
def story_cards(request_id: int, product_id: int) -> Answer:
    """The story of one good, as often as it comes; of its approved version, as its maker prints it herself."""
    gift = _agreed(request_id)
    wanted = next(
        (one for one in queries.cards_of(queries.makers_parts(gift)) if one.product_id == product_id), None
    )
    revision = cards.approved(own.product(product_id)) if wanted else None
    if wanted is None or revision is None:
        raise NotFound(product_id)
    product, root = own.product(product_id), current_app.config["PUBLIC_URL"]
    to = Addresses(
        good=f"{root}{path_to('shop.shopfront.product', slug=product.slug)}",
        proof=lambda code: f"{root}{path_to('shop.official.proof', code=code)}",
    )
    made = cards.make(product, revision, Wishes(kind=Kind.STORY), to, sample=_is_test())
    if made.card is None:
        raise NotFound(product_id)
    return pdf_answer(cards_pdf(made.card, CardSize.POST, wanted.copies), f"kartu-{product.slug}")


@bp.route("/berita-acara", methods=["GET", "POST"])
def note(request_id: int) -> Answer:
    """The agency's note of all minutes at once; every maker notes her own on her page."""
    gift = _agreed(request_id)
    parts = [one for one in queries.makers_parts(gift) if one.is_there and one.bill is not None]
    form = MinutesOfAllForm(on=gift.handed_over_on)
    if form.validate_on_submit():
        try:
            noted = minuting.note_all(actor(), gift.id, form.on.data, form.number.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            for name, why in noted.refused:
                form.form_errors.append(f"{name}: {why}")
            if noted.count:
                flash(f"{noted.count} berita acara sudah dicatat. Pembuatnya mencatat nomor yang sama.", "ok")
            if not noted.refused:
                return redirect(url_for("officer.gifts.one", request_id=gift.id), 303)
            parts = [one for one in queries.makers_parts(gift) if one.is_there and one.bill is not None]
    return page("gifts/officer/minutes.html", gift=gift, form=form, parts=parts)
