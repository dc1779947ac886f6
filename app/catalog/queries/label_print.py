"""What a product's label is printed from, and how it looks: made anew each time, because it costs less than keeping it."""

import base64
import io
import re
from dataclasses import dataclass, replace
from datetime import date

from PIL import Image

from app.catalog.models import Paper, Product, Revision
from app.catalog.queries import check, own
from app.catalog.rules.care_card import of_garment
from app.catalog.rules.life import PaperKind
from app.media import queries as media
from app.paper.label import LabelBrand, LabelTooLong, Size, Style, label_png
from app.sellers import queries as sellers
from app.standards.rules.printed import PaperFacts, Printed, PrintFacts, print_label


def usual_code(revision: Revision, made_on: date) -> str:
    """Her own code, its six figures of a day brought up to this one; else one made of the day: `B221126`."""
    own_code = str(revision.facts.get("production_code") or "B000000")
    return re.sub(r"^(\D*)\d{6}$", rf"\g<1>{made_on:%d%m%y}", own_code)


def decide(
    product: Product,
    revision: Revision,
    *,
    made_on: date | None,
    code: str,
    url: str,
    gathered: own.Gathered | None = None,
) -> Printed:
    """What stands on the label of this revision, or what is missing for it. `url` is the product's page, whole."""
    gathered = gathered or own.gathered(product, revision)
    today = check.today_at(gathered)
    facts = revision.facts
    papers = gathered.papers
    claimed = facts.get("halal") == "bersertifikat"
    return print_label(
        PrintFacts(
            label=replace(
                check.label_of(product, revision, gathered), made_in_indonesia=True
            ),  # what we print says it
            brand=brand_for_print(product.seller_id),
            pirt=_paper(papers.get(PaperKind.PIRT), today),
            halal=_paper(papers.get(PaperKind.HALAL), today) if claimed else None,
            halal_claimed=claimed,
            made_on=made_on,
            code=code,
            storage=str(facts.get("storage", "")),
            care=of_garment(product.category, facts),
            url=url,
            today=today,
        )
    )


def brand_for_print(seller_id: int) -> LabelBrand:
    """The gerai's brand, with its logo as it goes into print."""
    brand = sellers.brand(seller_id)
    logo = media.logo_for_print(brand.logo_key) if brand.logo_key else None
    return LabelBrand(name=brand.name, main=brand.main, accent=brand.accent, logo=logo)


def _paper(paper: Paper | None, today: date) -> PaperFacts | None:
    if paper is None or not (paper.typed or paper.evidence_id):
        return None
    past = paper.ends_on is not None and paper.ends_on < today
    return PaperFacts(
        number=paper.number,
        seen=paper.seen_at is not None and not past,
        refused=paper.refused_at is not None,
        past=past,
    )


@dataclass(frozen=True)
class Preview:
    """A label to be looked at. `front` and `back` are addresses that carry the picture themselves, empty where there is
    none; `too_long` says why."""

    printed: Printed
    size: Size
    style: Style
    front: str = ""
    back: str = ""
    too_long: str = ""


WIDE = 440
"""Pixels across a preview: sharp on a phone, and both sides together weigh less than one product photo."""


def preview(printed: Printed, size: Size, style: Style, *, wide: int = WIDE) -> Preview:
    """How it looks. The pictures travel inside the page: one answer on a weak signal, and nothing that lies anywhere or
    that another could open."""
    if printed.text is None:
        return Preview(printed, size, style)
    try:
        front, back = label_png(printed.text, size, style, ppi=wide / (size.mm[0] / 25.4))
    except LabelTooLong as refusal:
        return Preview(printed, size, style, too_long=refusal.message)
    return Preview(printed, size, style, picture_address(front), picture_address(back))


def first_look(product: Product, revision: Revision, url: str, gathered: own.Gathered) -> Preview:
    """The label as it would be printed today, in the middle size, for somebody who judges and does not choose."""
    today = check.today_at(gathered)
    code = usual_code(revision, today)
    printed = decide(product, revision, made_on=today, code=code, url=url, gathered=gathered)
    return preview(printed, Size.MIDDLE, Style.PITA)


def picture_address(png: bytes) -> str:
    """An address that carries the picture itself, in its few colours: a third of its weight."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
