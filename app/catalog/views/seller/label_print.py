"""Printing a label: size, look, day and code are chosen, front and back are seen at once, PDFs are taken home."""

from datetime import date
from urllib.parse import urlencode

from flask import Response, current_app, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from app.base.errors import NotFound
from app.catalog.forms import PrintForm
from app.catalog.models import Product, Revision
from app.catalog.queries import check, label_print, own
from app.catalog.rules import facts as fact_rules
from app.catalog.views.seller.door import bp
from app.paper.label import LabelTooLong, Size, Style, label_pdf, sheet_pdf
from app.standards.rules.printed import Printed, Where
from app.web.doors import actor
from app.web.pages import Answer, page, path_to

KINDS = ("a4", "label", "percetakan")
"""A sheet with crop marks; one label as it is cut; one label with bleed for a printer's shop."""

THUMB = 150
"""Pixels across the small pictures among which a look is chosen."""


@bp.get("/<slug>/cetak-label", endpoint="label_print")
def choose(slug: str) -> Answer:
    """Choose, and see it at once. Everything chosen stands in the address, so nothing is lost and nothing is written."""
    product = own.owned(actor(), slug)
    revision = own.latest(product.id)
    form = _form(product, revision)
    chosen = form.validate()
    shown, looks = None, {}
    if chosen:
        size, style = Size(form.size.data), Style(form.style.data)
        printed = _printed(product, revision, form)
        shown = label_print.preview(printed, size, style)
        looks = {one: label_print.preview(printed, size, one, wide=THUMB).front for one in Style}
    return page(
        "catalog/seller/label_print.html",
        product=product,
        revision=revision,
        form=form,
        food=fact_rules.is_food(product.category),
        shown=shown,
        looks=looks,
        ways={
            Where.NAME: url_for(".name", slug=slug),
            Where.FACTS: url_for(".facts", slug=slug),
            Where.PAPERS: url_for(".papers", slug=slug),
            Where.GERAI: url_for("seller.sellers.settle"),
            Where.HERE: "#cetak",
        },
        files={kind: _with_choice(url_for(".label_file", slug=slug, kind=kind)) for kind in KINDS},
    )


@bp.get("/<slug>/cetak-label/<kind>.pdf")
def label_file(slug: str, kind: str) -> Answer:
    """The PDF of what was chosen; what cannot be printed is said on the page."""
    product = own.owned(actor(), slug)
    revision = own.latest(product.id)
    if kind not in KINDS:
        raise NotFound(kind)
    form = _form(product, revision)
    back = _with_choice(url_for(".label_print", slug=slug))
    if not form.validate():
        return redirect(back)
    printed = _printed(product, revision, form)
    size, style = Size(form.size.data), Style(form.style.data)
    if printed.text is None:
        return redirect(back)
    try:
        if kind == "a4":
            content = sheet_pdf(printed.text, size, style)
        else:
            content = label_pdf(printed.text, size, style, bleed=kind == "percetakan")
    except LabelTooLong:
        return redirect(back)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="label-{slug}-{size}-{kind}.pdf"'
    return response


def _form(product: Product, revision: Revision) -> PrintForm:
    """The form as the address has it; what is not there is what most would choose."""
    today = check.today_of(product)
    usual = {
        "size": Size.MIDDLE.value,
        "style": Style.PITA.value,
        "made_on": today.isoformat(),
        "code": label_print.usual_code(revision, today),
    }
    return PrintForm(MultiDict(usual | request.args.to_dict()))


def _printed(product: Product, revision: Revision, form: PrintForm) -> Printed:
    made_on: date | None = form.made_on.data
    url = current_app.config["PUBLIC_URL"] + path_to("shop.shopfront.product", slug=product.slug)
    return label_print.decide(product, revision, made_on=made_on, code=form.code.data or "", url=url)


def _with_choice(path: str) -> str:
    """The address with what was chosen on this one."""
    chosen = {
        name: request.args[name] for name in ("size", "style", "made_on", "code") if name in request.args
    }
    return f"{path}?{urlencode(chosen)}" if chosen else path
