"""What the standards say of a product as it stands: facts handed down to the rules, findings handed back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in
from app.catalog.models import Paper, Product, Revision
from app.catalog.queries import own
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.life import PAPER_WORDS, PaperKind
from app.db.session import session
from app.regions import queries as regions
from app.regions.rules import city_names, lineage
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.standards import queries as standards
from app.standards.rules.book import RuleBook
from app.standards.rules.claims import check_claims
from app.standards.rules.findings import Finding, Severity, worst_first
from app.standards.rules.halal import read_halal
from app.standards.rules.ingredients import Allergen
from app.standards.rules.label import HalalStatus, LabelFacts, Precision, check_label
from app.standards.rules.papers import read_bpom
from app.standards.rules.photos import PhotoFacts, check_photos
from app.standards.rules.pirt import read_pirt
from app.standards.rules.pirt_rows import PirtRow, compare_pirt

STEP_OF_FIELD = {
    "name": "name", "description": "name", "photos": "photos", "pirt": "papers", "bpom": "papers", "halal": "papers", "offer": "offer",
    "maker": "gerai", "town": "gerai", "postal_code": "gerai",
}  # fmt: skip
"""Where a finding is mended, by its field; everything else belongs to the facts of the category. `halal` is the paper:
whether the food is halal at all is a fact (`facts.halal`)."""


@dataclass(frozen=True)
class Check:
    """All findings, worst first, and the version of the rule book that they rest on."""

    findings: tuple[Finding, ...]
    book_version: str

    def of(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is severity]

    @property
    def must(self) -> list[Finding]:
        """What has to be mended before it can be handed in."""
        return self.of(Severity.TOLAK)

    @property
    def should(self) -> list[Finding]:
        """What a curator will look at."""
        return self.of(Severity.PERIKSA)

    @property
    def notes(self) -> list[Finding]:
        return self.of(Severity.INFO)

    @staticmethod
    def step(finding: Finding) -> str:
        """The step in which a finding is mended."""
        return STEP_OF_FIELD.get(finding.field, "facts")


@dataclass(frozen=True)
class _Case:
    """One product with all that its check looks at."""

    product: Product
    revision: Revision
    seller: Seller
    place: Any
    papers: dict[PaperKind, Paper]
    today: date
    book: RuleBook

    @property
    def facts(self) -> dict[str, Any]:
        return self.revision.facts

    def is_seen(self, kind: PaperKind) -> bool:
        return kind in self.papers and self.papers[kind].seen_at is not None


def of(product: Product, revision: Revision) -> Check:
    """The check of one revision, today."""
    seller = sellers.get(product.seller_id)
    region = seller.village_code or "36"
    today = day_in(region, clock.now())
    place = regions.get(seller.village_code) if seller.village_code else None
    book = standards.book(today, region)
    case = _Case(product, revision, seller, place, own.papers(product.id), today, book)
    return Check(
        tuple(
            worst_first(
                [*_facts(case), *_label(case), *_photos(case), *_claims(case), *_offer(case), *_papers(case)]
            )
        ),
        book.version,
    )


def _facts(case: _Case) -> Iterator[Finding]:
    of_label = (
        {"composition", "net", "net_unit", "date_on_label"}
        if fact_rules.is_food(case.product.category)
        else set()
    )
    for fact in fact_rules.missing(case.product.category, case.facts):
        if fact.key not in of_label:
            yield Finding(
                f"facts.{fact.key}", Severity.TOLAK, f"{fact.label} belum diisi.",
                fact.help or "Isi di bagian Rincian.", "Syarat pajang Gerai", f"facts.{fact.key}",
            )  # fmt: skip


def _label(case: _Case) -> list[Finding]:
    facts = case.facts
    shelf_life = facts.get("shelf_life")
    pirt, bpom = case.papers.get(PaperKind.PIRT), case.papers.get(PaperKind.BPOM)
    label = LabelFacts(
        category=case.product.category,
        kind_name=case.revision.name,
        trade_name=str(facts.get("trade_name", "")),
        composition=str(facts.get("composition", "")),
        allergens=frozenset(Allergen(one) for one in facts.get("allergens", [])),
        net_quantity=facts.get("net"),
        net_unit=str(facts.get("net_unit") or ""),
        maker=case.seller.name,
        town=regions.names([lineage(case.place.code)[1]])[lineage(case.place.code)[1]] if case.place else "",
        postal_code=(case.place.postal_code or "") if case.place else "",
        halal_status=_halal_status(case),
        not_halal_statement=facts.get("halal") == "tidak-halal",
        production_code=str(facts.get("production_code", "")),
        shelf_life_days=shelf_life,
        pirt=pirt.typed if pirt else "",
        bpom=bpom.typed if bpom else "",
        fibre=str(facts.get("fibre", "")),
        size=_size(facts),
        care=tuple(
            str(facts[key]) for key in ("wash", "bleach", "dry", "iron", "dry_clean") if facts.get(key)
        ),
        made_in_indonesia=True,
        material=str(facts.get("material", "")),
        technique=str(facts.get("technique", "")),
        anti_slip=_yes(facts.get("anti_slip")),
        washable=_yes(facts.get("washable")),
        animal_parts=None,
        **_best_before(facts.get("date_on_label"), shelf_life, case.today),
    )
    found = check_label(label, today=case.today, rule_book=case.book)
    return [one for one in found if one.code != "label.shelf_life"]  # asked for among the facts already


def _best_before(written: Any, shelf_life: int | None, today: date) -> dict[str, Any]:
    """What the label says of the date, as the rules read it."""
    if written in ("hari", "bulan"):
        return {
            "best_before": "Baik digunakan sebelum",
            "best_before_date": today + timedelta(days=shelf_life or 1),
            "best_before_precision": Precision.DAY if written == "hari" else Precision.MONTH,
        }
    return {"best_before": f"Exp: {shelf_life or 365} hari" if written == "lama" else ""}


def _halal_status(case: _Case) -> HalalStatus:
    if not fact_rules.is_food(case.product.category):
        return HalalStatus.EXEMPT
    said = case.facts.get("halal")
    if said == "bersertifikat":
        return HalalStatus.CERTIFIED if case.is_seen(PaperKind.HALAL) else HalalStatus.IN_PROCESS
    return {"tidak-halal": HalalStatus.NOT_HALAL, "proses": HalalStatus.IN_PROCESS}.get(
        str(said), HalalStatus.NONE
    )


def _size(facts: dict[str, Any]) -> str:
    rows = facts.get("sizes") or []
    if rows:
        return ", ".join(str(row["size"]) for row in rows)
    if facts.get("length") and facts.get("width"):
        return f"{facts['length']} × {facts['width']} cm"
    return str(facts.get("size", ""))


def _yes(value: Any) -> bool | None:
    return None if value is None else value == "ya"


def _photos(case: _Case) -> list[Finding]:
    photos = [PhotoFacts(one.photo.width, one.photo.height) for one in own.photos(case.revision.id)]
    return check_photos(photos, category=case.product.category, rule_book=case.book)


def _claims(case: _Case) -> list[Finding]:
    return check_claims(
        case.revision.name,
        case.revision.description,
        category=case.product.category,
        rule_book=case.book,
        halal_seen=case.is_seen(PaperKind.HALAL),
    )


def _offer(case: _Case) -> Iterator[Finding]:
    variants = own.variants(case.product.id)
    if not variants:
        yield Finding(
            "offer.missing", Severity.TOLAK, "Harga dan beratnya belum diisi.", "Isi di bagian Harga dan stok.",
            "Syarat pajang Gerai", "offer",
        )  # fmt: skip
    net = case.facts.get("net")
    if fact_rules.is_food(case.product.category) and net and any(one.weight_g < int(net) for one in variants):
        yield Finding(
            "offer.weight", Severity.PERIKSA, "Berat siap kirim lebih ringan daripada berat bersihnya.",
            "Timbang lagi bersama kemasannya.", "Syarat pajang Gerai", "offer",
        )  # fmt: skip


def _papers(case: _Case) -> Iterator[Finding]:
    if not fact_rules.is_food(case.product.category):
        return
    pirt, halal = case.papers.get(PaperKind.PIRT), case.papers.get(PaperKind.HALAL)
    if pirt is not None:
        yield from _pirt(case, pirt)
    if bpom := case.papers.get(PaperKind.BPOM):
        yield from read_bpom(bpom.typed).findings
    if case.facts.get("halal") == "bersertifikat":
        yield from _halal(case, halal)
    for kind, paper in case.papers.items():
        if paper.refused_at is not None:
            yield Finding(
                f"papers.{kind}.refused", Severity.TOLAK, f"Kurator belum bisa menerimanya: {paper.refuse_reason}",
                "Perbaiki nomornya atau kirim foto sertifikat yang jelas.", "Pemeriksaan kurator", kind.value,
            )  # fmt: skip
            continue
        if paper.must_be_seen:
            yield Finding(
                f"papers.{kind}.must_be_seen", Severity.PERIKSA,
                f"Barang ini belum tampil lagi di toko: {PAPER_WORDS[kind]} yang baru perlu dilihat kurator dulu.",
                "Kurator sudah diberi tahu dan melihatnya di antreannya. Foto sertifikat yang jelas mempercepatnya."
                if paper.number else "Nomornya belum terbaca benar; perbaiki dulu, lalu kurator diberi tahu.",
                "Pemeriksaan kurator", kind.value,
            )  # fmt: skip
        if paper.evidence_id is None and paper.typed and paper.seen_at is None:
            yield Finding(
                f"papers.{kind}.evidence", Severity.PERIKSA, f"Foto sertifikat {PAPER_WORDS[kind].removeprefix('Sertifikat ')} belum ada.",
                "Foto sertifikatnya, supaya kurator bisa mencocokkan. Hanya kurator yang melihatnya.",
                "Pemeriksaan kurator", kind.value,
            )  # fmt: skip


def _pirt(case: _Case, paper: Paper) -> Iterator[Finding]:
    stated = case.place.path.rsplit(", ", 2)[-2] if case.place else None
    reading = read_pirt(
        paper.typed,
        today=case.today,
        product=case.revision.name,
        packaging=str(case.facts.get("packaging", "")) or None,
        region_stated=stated,
        regions=city_names(),
    )
    row = PirtRow(reading, product=case.revision.name, seller=str(case.seller.id))
    if reading.canonical and reading.producer:
        reading = compare_pirt([row, *_others(case, paper)])[0]
    settled = {"pirt.expired", "pirt.expires_this_year"} if case.is_seen(PaperKind.PIRT) else set()
    if PaperKind.BPOM in case.papers:
        settled.add("pirt.not_covered")  # an MD covers it
    yield from (one for one in reading.findings if one.code not in settled)


def _others(case: _Case, paper: Paper) -> list[PirtRow]:
    """Papers of other products with the same producer part: region (digits 4-7) and producer (10-13)."""
    digits = "".join(letter for letter in paper.number if letter.isdigit())
    pattern = f"%___{digits[3:7]}__{digits[9:13]}-__"
    rows = session().execute(
        sa.select(Paper.typed, Revision.name, Product.seller_id)
        .join(Product, Product.id == Paper.product_id)
        .join(Revision, Revision.product_id == Product.id)
        .where(
            Paper.kind == PaperKind.PIRT,
            Paper.number.like(pattern),
            Paper.id != paper.id,
            Product.removed_at.is_(None),
            Revision.number
            == sa.select(sa.func.max(Revision.number))
            .where(Revision.product_id == Product.id)
            .correlate(Product)
            .scalar_subquery(),
        )
        .limit(20)
    )
    return [
        PirtRow(read_pirt(typed, today=case.today, regions=city_names()), product=name, seller=str(seller))
        for typed, name, seller in rows
    ]


def _halal(case: _Case, paper: Paper | None) -> Iterator[Finding]:
    if paper is None or not paper.typed:
        yield Finding(
            "papers.halal.number", Severity.PERIKSA, "Nomor sertifikat halalnya belum ditulis.",
            "Tulis nomornya di bagian Izin, atau pilih “Sedang diurus”.", "Syarat pajang Gerai", "halal",
        )  # fmt: skip
        return
    yield from read_halal(paper.typed, today=case.today, regions=city_names()).findings
