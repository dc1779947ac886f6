"""Cards beside a good: a kind, a size and how many are chosen, one is seen at once, sheets of A4 are taken home."""

from urllib.parse import urlencode

from flask import Response, current_app, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from app.base.errors import NotFound
from app.catalog.forms import CardForm
from app.catalog.models import Product, Revision
from app.catalog.queries import cards, own
from app.catalog.queries.cards import Addresses, Made, Wishes
from app.catalog.rules import care_card
from app.catalog.rules.cards import KIND_WORDS, Kind, kinds_of, sizes
from app.catalog.views.seller.door import bp
from app.paper.cards import CardSize, CardTooFull, cards_pdf
from app.web.doors import actor
from app.web.pages import Answer, page, path_to

SHEETS = 2
"""So many sheets of A4 are offered at first."""


@bp.get("/<slug>/kartu", endpoint="cards")
def choose(slug: str) -> Answer:
    """Choose, and see it at once. Everything chosen stands in the address, so nothing is lost and nothing is written."""
    product = own.owned(actor(), slug)
    revision = cards.approved(product)
    kinds = kinds_of(product.category)
    kind = next((one for one in kinds if one == request.args.get("jenis")), kinds[0])
    if revision is None:
        return page("catalog/seller/cards.html", product=product, revision=own.latest(product.id), form=None)
    form = _form(product, revision, kind)
    made = shown = None
    if form.validate():
        made = _made(product, revision, kind, form)
        shown = cards.preview(made.card, CardSize(form.size.data)) if made.card else None
    return page(
        "catalog/seller/cards.html",
        product=product,
        revision=revision,
        form=form,
        kind=kind,
        kinds={one: KIND_WORDS[one] for one in kinds},
        made=made,
        shown=shown,
        stated=care_card.stated(product.category, revision.facts),
        unstated=care_card.unstated(product.category, revision.facts),
        file=_with_choice(url_for(".card_file", slug=slug, kind=kind)),
    )


@bp.get("/<slug>/kartu/<kind>.pdf")
def card_file(slug: str, kind: str) -> Answer:
    """The PDF of what was chosen; what cannot be printed is said on the page."""
    product = own.owned(actor(), slug)
    revision = cards.approved(product)
    chosen = next((one for one in kinds_of(product.category) if one == kind), None)
    if revision is None or chosen is None:
        raise NotFound(kind)
    form = _form(product, revision, chosen)
    back = _with_choice(url_for(".cards", slug=slug))
    if not form.validate():
        return redirect(back)
    made = _made(product, revision, chosen, form)
    if made.card is None:
        return redirect(back)
    size = CardSize(form.size.data)
    try:
        content = cards_pdf(made.card, size, form.copies.number or 1)
    except CardTooFull:
        return redirect(back)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="kartu-{chosen}-{slug}-{size}.pdf"'
    return response


def _form(product: Product, revision: Revision, kind: Kind) -> CardForm:
    """The form as the address has it; what is not there is what most would choose. No line of care is ticked by itself."""
    size = CardSize(request.args["size"]) if request.args.get("size") in list(CardSize) else sizes(kind)[0]
    variants = own.variants(product.id)
    columns, rows = size.on_a4
    usual = {
        "size": sizes(kind)[0].value,
        "copies": str(columns * rows * SHEETS),
        "variant": str(variants[0].id) if variants else "",
    }
    sent = MultiDict(request.args)
    for name, value in usual.items():
        sent.setdefault(name, value)
    form = CardForm(sent)
    lines = care_card.offered(product.category, revision.name, revision.facts)
    form.offer(
        kind,
        [(one.id, one.label or revision.name) for one in variants],
        [(one.code, one.words) for one in lines],
    )
    return form


def _made(product: Product, revision: Revision, kind: Kind, form: CardForm) -> Made:
    is_tag = kind is Kind.TAG
    wishes = Wishes(
        kind=kind,
        variant_id=form.variant.data if is_tag else None,
        with_price=bool(is_tag and form.price.data),
        ticked=form.care.data if kind is Kind.CARE else (),
        own=form.own(),
    )
    whole = current_app.config["PUBLIC_URL"]
    to = Addresses(
        good=whole + path_to("shop.shopfront.product", slug=product.slug),
        proof=lambda code: whole + path_to("shop.official.proof", code=code),
    )
    return cards.make(product, revision, wishes, to, sample=current_app.config["DEMO"])


def _with_choice(path: str) -> str:
    """The address with what was chosen on this one."""
    query = urlencode(list(request.args.items(multi=True)))
    return f"{path}?{query}" if query else path
