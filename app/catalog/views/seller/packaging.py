"""The packaging checklist of a good: one screen, each answer saved at once."""

from flask import redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.catalog.forms import PackagingForm
from app.catalog.models import Product
from app.catalog.queries import check, own
from app.catalog.queries import packaging as queries
from app.catalog.rules.packaging import ANSWER_WORDS
from app.catalog.service import packaging as service
from app.catalog.views.seller.door import bp
from app.web.doors import actor
from app.web.pages import Answer, page


@bp.get("/<slug>/kemasan")
def packaging(slug: str) -> Answer:
    """Every item with its answers."""
    return _page(own.owned(actor(), slug))


@bp.route("/<slug>/kemasan/<item>", methods=["GET", "POST"])
def packaging_item(slug: str, item: str) -> Answer:
    """One answer, with or without a picture."""
    found = own.owned(actor(), slug)
    form = PackagingForm()
    if form.validate_on_submit():
        file = request.files.get("evidence")
        try:
            service.answer(
                actor(),
                slug,
                item,
                form.said(),
                evidence=file.read() if file and file.filename else None,
                photo_id=form.chosen_photo(),
            )
        except RuleBroken as refusal:
            form.refuse(refusal, form.evidence)
        else:
            return redirect(url_for(".packaging", slug=slug, _anchor=item), 303)
    elif request.method == "GET":
        return redirect(url_for(".packaging", slug=slug, _anchor=item))
    return _page(found, item, form)


def _page(found: Product, refused: str = "", form: PackagingForm | None = None) -> Answer:
    """The checklist, with the answer that was not accepted."""
    revision = own.latest(found.id)
    board = queries.board(found, revision, check.today_of(found))
    if refused and board.place(refused) is None:
        raise NotFound(refused)
    return page(
        "catalog/seller/packaging.html",
        product=found,
        revision=revision,
        board=board,
        photos=own.photos(revision.id),
        words=ANSWER_WORDS,
        refused=refused,
        form=form or PackagingForm(formdata=None),
    )
