"""Labels to print without a database, and what a finished PDF really holds."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from app.base.kinds import Category
from app.paper.label import Care, LabelBrand
from app.paper.typefaces import POINT_MM, typefaces
from app.standards.rules.ingredients import Allergen
from app.standards.rules.label import HalalStatus, LabelFacts
from app.standards.rules.printed import PaperFacts, PrintFacts

TODAY = date(2026, 11, 22)
PIRT = "P-IRT No. 2153671019901-30"
HALAL = "ID36110006204530923"
URL = "http://localhost/produk/keripik-singkong-balado"


def a_snack(*, label: dict[str, Any] | None = None, **changes: Any) -> PrintFacts:
    """Everything that a snack's label needs, its P-IRT seen; `label` changes its LabelFacts."""
    facts = LabelFacts(
        category=Category.CAMILAN,
        kind_name="Keripik Singkong Balado",
        trade_name="Renyah",
        composition="singkong, minyak goreng, cabai merah, gula, garam, ebi, bawang putih",
        allergens=frozenset({Allergen.FISH}),
        net_quantity=250,
        net_unit="g",
        maker="Dapur Ratna",
        town="Kota Tangerang",
        postal_code="15148",
        halal_status=HalalStatus.NONE,
        shelf_life_days=180,
        pirt=PIRT,
        made_in_indonesia=True,
    )
    made = PrintFacts(
        label=replace(facts, **(label or {})),
        brand=LabelBrand(name="Dapur Ratna"),
        pirt=PaperFacts(number=PIRT, seen=True),
        made_on=TODAY,
        code="B221126",
        storage="Simpan di tempat kering, tutup rapat",
        url=URL,
        today=TODAY,
    )
    return replace(made, **changes)


def a_kebaya(*, label: dict[str, Any] | None = None, **changes: Any) -> PrintFacts:
    """A garment with its five care steps."""
    facts = LabelFacts(
        category=Category.PAYET,
        kind_name="Kebaya Payet Kenanga",
        maker="Kelompok Payet Kenanga",
        town="Kota Tangerang",
        postal_code="15148",
        halal_status=HalalStatus.EXEMPT,
        material="Brokat dan tile",
        fibre="70% poliester, 30% katun",
        size="S, M, L",
        made_in_indonesia=True,
    )
    care = (
        Care("wash", "tangan", "Cuci tangan, air dingin"),
        Care("bleach", "jangan", "Jangan pakai pemutih"),
        Care("dry", "teduh", "Jemur di tempat teduh"),
        Care("iron", "rendah", "Setrika suhu rendah, dari dalam"),
        Care("dry_clean", "jangan", "Jangan dry clean"),
    )
    made = PrintFacts(
        label=replace(facts, **(label or {})),
        brand=LabelBrand(name="Kenanga", main="#1d4b5b", accent="#e58a5a"),
        care=care,
        url=URL,
        today=TODAY,
    )
    return replace(made, **changes)


def texts_of(pdf: bytes) -> list[str]:
    """The text of every page, blanks tidied, in the order in which it was set."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@dataclass(frozen=True)
class Ink:
    """Letters as a PDF sets them: which face, and how high its lower-case letters are on paper."""

    face: str
    x_height_mm: float


Matrix = tuple[float, float, float, float]
"""The part of a PDF's matrix that turns and scales."""
AS_IS: Matrix = (1, 0, 0, 1)


def ink_of(pdf: bytes) -> list[Ink]:
    """Every stretch of letters of every page: type size × text matrix × page matrix, in forms inside the page too."""
    reader = PdfReader(io.BytesIO(pdf))
    return [ink for page in reader.pages for ink in _ink(page, page.get_contents(), reader, AS_IS)]


def _ink(holder: Any, content: Any, reader: PdfReader, around: Matrix) -> Iterator[Ink]:
    resources = holder["/Resources"]
    page, kept, face, size, line = around, [around], "", 0.0, AS_IS
    for values, operator in ContentStream(content, reader).operations:
        if operator == b"q":
            kept.append(page)
        elif operator == b"Q":
            page = kept.pop()
        elif operator == b"cm":
            page = _times(_matrix(values), page)
        elif operator == b"Tf":
            name = resources["/Font"][values[0]]["/BaseFont"]
            face, size = name.split("+")[-1].removesuffix("-Identity-H"), float(values[1])
        elif operator == b"Tm":
            line = _matrix(values)
        elif operator in (b"Tj", b"TJ"):
            _, _, across, up = _times(line, page)
            height = size * (across**2 + up**2) ** 0.5
            yield Ink(face, height * typefaces()[face].x_height * POINT_MM)
        elif operator == b"Do" and resources["/XObject"][values[0]]["/Subtype"] == "/Form":
            form = resources["/XObject"][values[0]]
            if "/Resources" in form:
                yield from _ink(form, form, reader, _times(_matrix(form.get("/Matrix", AS_IS)), page))


def _matrix(values: Any) -> Matrix:
    return tuple(float(one) for one in values[:4])  # type: ignore[return-value]


def _times(one: Matrix, other: Matrix) -> Matrix:
    (a, b, c, d), (e, f, g, h) = one, other
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)


def box_mm(box: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in millimetres, to a hundredth."""
    return tuple(round(float(side) * POINT_MM, 2) for side in box)  # type: ignore[return-value]
