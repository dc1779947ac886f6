"""Labels of our own maker, set by Typst from the same facts: three styles in three sizes, front and back.

The maker itself refuses to print food without what the law asks; here its page is given facts with gaps, as a label looks that
a seller has retouched or that was printed before something changed.
"""

import io
import random

from PIL import Image

from app.paper.label import LabelBrand, LabelText, LabelTooLong, Line, Run, Size, Style, label_png
from app.standards.rules.ingredients import allergens_in
from bench.labels.layouts.kinds import Draw, Layout
from bench.labels.sheet import DoesNotFit
from bench.labels.words import MONTHS, Printed

PIXELS_A_MM = 19
GAP = "\u00a0"
COLOURS = ("#7a1e4a", "#1f5f4a", "#a63c1e", "#23406e", "#5b3a1c", "#b5851b", "#3c3c3c")
ACCENTS = ("#f0b02e", "#e6d7b8", "#d94f30", "#9cc2a0")


def _of(style: Style) -> Draw:
    def draw(said: Printed, rng: random.Random) -> list[Image.Image]:
        text = _text(said, rng)
        sizes = list(Size)
        try:
            pages = label_png(text, rng.choice(sizes), style, ppi=PIXELS_A_MM * 25.4)
        except LabelTooLong as refusal:
            raise DoesNotFit(said.name) from refusal
        front, back = (Image.open(io.BytesIO(page)).convert("RGB") for page in pages)
        if rng.random() < 0.35:
            return [_side_by_side(front, back)]
        return [front, back]

    return draw


def _text(said: Printed, rng: random.Random) -> LabelText:
    facts = said.facts
    front, back = [], [Line("Kode produksi", facts.code), Line("Tanggal produksi", f"{facts.produced.day}{GAP}{MONTHS[facts.produced.month - 1]}{GAP}{facts.produced.year}")]  # fmt: skip
    if facts.best_before:
        day = "" if facts.by_month else f"{facts.best_before.day}{GAP}"
        front.append(
            Line(
                "Baik digunakan sebelum",
                f"{day}{MONTHS[facts.best_before.month - 1]}{GAP}{facts.best_before.year}",
            )
        )
    if facts.pirt:
        front.append(Line("P-IRT No.", f"{facts.pirt[:13]}-{facts.pirt[13:]}"))
    place = f"{facts.place.town}{GAP}{facts.place.postal_code}" if facts.place else ""
    if facts.producer or place:
        head = "Diproduksi oleh" if facts.producer else "Diproduksi di"
        front.append(Line(head, ", ".join(one for one in (facts.producer, place) if one)))
    if said.keeping:
        back.append(Line("Penyimpanan", said.keeping))
    runs: list[Run] = []
    for number, one in enumerate(facts.composition):
        runs += [Run(", ")] if number else []
        runs.append(Run(one, bold=bool(allergens_in(one))))
    written = f"{facts.amount / 1000:g} kg" if facts.amount and facts.amount >= 1000 else f"{facts.amount} {facts.unit}"  # fmt: skip
    if facts.unit == "ml":
        written = written.replace("kg", "l")
    bold = any(run.bold for run in runs)
    return LabelText(
        brand=LabelBrand(name=facts.brand, main=rng.choice(COLOURS), accent=rng.choice(ACCENTS)),
        name=facts.food,
        subtitle=said.slogan if rng.random() < 0.3 else "",
        amount=Line(
            "Isi bersih" if facts.unit == "ml" else "Berat bersih",
            written.replace(".", ",").replace(" ", GAP),
        )
        if facts.amount
        else None,
        front=tuple(front),
        halal_number=facts.halal,
        ingredients=tuple(runs),
        warnings=("Mengandung alergen, lihat daftar bahan yang dicetak tebal",) if bold else (),
        back=tuple(back),
        origin="Buatan Indonesia",
        url="https://gerai.example/produk/" + "-".join(facts.food.lower().split()),
    )


def _side_by_side(front: Image.Image, back: Image.Image) -> Image.Image:
    """Both sides cut out and laid next to each other for one photo."""
    gap = 40
    both = Image.new("RGB", (front.width + back.width + gap, front.height), (228, 224, 216))
    both.paste(front, (0, 0))
    both.paste(back, (front.width + gap, 0))
    return both


LAYOUTS = {f"ours_{style.value}": Layout(_of(style), ("pouch", "jar", "clear", "box")) for style in Style}
