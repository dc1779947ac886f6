"""What the standards say of a product as it stands: facts handed down to the rules, findings handed back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.base import clock
from app.base.kinds import Category
from app.base.zones import day_in
from app.catalog.models import LabelReading, Paper, Product, Revision
from app.catalog.queries import labels, own, packaging
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.label_facts import Around, label_facts
from app.catalog.rules.life import PAPER_WORDS, PaperKind
from app.catalog.rules.visibility import counted_papers
from app.media.models import Photo
from app.media.rules.measures import Measures
from app.regions.models import Region
from app.regions.rules import city_names, lineage
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.standards import queries as standards
from app.standards.rules.book import RuleBook, rule_book
from app.standards.rules.claims import check_claims
from app.standards.rules.findings import Basis, Finding, Severity, worst_first
from app.standards.rules.halal import read_halal
from app.standards.rules.label import LabelFacts, check_label
from app.standards.rules.papers import read_bpom
from app.standards.rules.photos import PhotoFacts, check_photos, coach
from app.standards.rules.pirt import read_pirt
from app.standards.rules.pirt_rows import PirtRow, compare_pirt
from app.standards.rules.score import PaperFacts, Score, ScoreFacts, score

STEP_OF_FIELD = {
    "name": "name", "description": "name", "photos": "photos", "pirt": "papers", "bpom": "papers", "halal": "papers", "offer": "offer",
    "label_reading": "label", "packaging": "packaging", "maker": "gerai", "town": "gerai", "postal_code": "gerai",
}  # fmt: skip
"""Where a finding is mended, by its field; everything else belongs to the facts of the category. `halal` is the paper:
whether the food is halal at all is a fact (`facts.halal`)."""


@dataclass(frozen=True)
class Check:
    """All findings, worst first, the points that they leave, and the version of the rule book that they rest on."""

    findings: tuple[Finding, ...]
    score: Score
    book_version: str
    packaging: packaging.Board
    reading: LabelReading | None
    """What the check has read on the way, for the page around it."""

    @property
    def by_law(self) -> list[Finding]:
        """What a regulation asks."""
        return [one for one in self.findings if one.basis is Basis.LAW]

    @property
    def by_house(self) -> list[Finding]:
        """What only our own standard asks."""
        return [one for one in self.findings if one.basis is Basis.HOUSE]

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
    gathered: own.Gathered
    today: date
    book: RuleBook

    @property
    def facts(self) -> dict[str, Any]:
        return self.revision.facts

    @property
    def seller(self) -> Seller:
        return self.gathered.seller

    @property
    def place(self) -> Region | None:
        return self.gathered.place

    @property
    def papers(self) -> dict[PaperKind, Paper]:
        return self.gathered.papers

    def is_seen(self, kind: PaperKind) -> bool:
        return kind in self.papers and self.papers[kind].seen_at is not None


def of(product: Product, revision: Revision, gathered: own.Gathered | None = None) -> Check:
    """The check of one revision, today. A page that has gathered what belongs to it hands that on."""
    case = _case(product, revision, gathered)
    board, reading = packaging.board(product, revision, case.today), labels.newest(product.id)
    findings = worst_first(
        [
            *_facts(case),
            *_label(case),
            *_photos(case),
            *_claims(case),
            *_offer(case),
            *_papers(case),
            *labels.findings(reading, revision, case.book),
            *packaging.findings(board),
        ]
    )
    return Check(tuple(findings), score(_score_facts(case, findings)), case.book.version, board, reading)


def label_of(product: Product, revision: Revision, gathered: own.Gathered) -> LabelFacts:
    """What one revision's label says, as far as its facts tell, for whoever prints it."""
    today = today_at(gathered)
    return _label_facts(_Case(product, revision, gathered, today, rule_book(today)))


def _case(product: Product, revision: Revision, gathered: own.Gathered | None) -> _Case:
    gathered = gathered or own.gathered(product, revision)
    today = today_at(gathered)
    book = standards.book(today, gathered.seller.village_code or "36")
    return _Case(product, revision, gathered, today, book)


def today_at(gathered: own.Gathered) -> date:
    """Today where the gerai is."""
    return day_in(gathered.seller.village_code or "36", clock.now())


def today_of(product: Product) -> date:
    """Today where a product is made."""
    return day_in(sellers.get(product.seller_id).village_code or "36", clock.now())


def _score_facts(case: _Case, findings: Sequence[Finding]) -> ScoreFacts:
    category = case.product.category
    return ScoreFacts(
        category=category,
        # her own word about the packaging is a person's to judge, not a machine's to count
        findings=[one for one in findings if one.field != "packaging"],
        rule_book=case.book,
        checked=frozenset({"offer.missing", *(f"facts.{fact.key}" for fact in _needed(category))}),
        papers=tuple(_paper_facts(case, kind) for kind in counted_papers(category, case.facts)),
    )


def _paper_facts(case: _Case, kind: PaperKind) -> PaperFacts:
    paper = case.papers.get(kind)
    return PaperFacts(
        kind=kind.value,
        word=PAPER_WORDS[kind],
        stated=paper is not None and bool(paper.typed),
        form=paper is not None and bool(paper.number),
        day=_day_is_known(paper, case.today) if kind is PaperKind.PIRT else None,
        seen=paper is not None and paper.seen_at is not None,
        evidence=paper is not None and paper.evidence_id is not None,
    )


def _day_is_known(paper: Paper | None, today: date) -> bool:
    return bool(paper and paper.ends_on_from_paper and paper.ends_on and paper.ends_on >= today)


def _needed(category: Category) -> list[fact_rules.Fact]:
    """Needed facts that no rule of the label asks for already."""
    of_label = {"composition", "net", "net_unit", "date_on_label"} if fact_rules.is_food(category) else set()
    return [fact for fact in fact_rules.missing(category, {}) if fact.key not in of_label]


def _facts(case: _Case) -> Iterator[Finding]:
    missing = {fact.key for fact in fact_rules.missing(case.product.category, case.facts)}
    for fact in _needed(case.product.category):
        if fact.key in missing:
            yield Finding(
                f"facts.{fact.key}", Severity.TOLAK, f"{fact.label} belum diisi.",
                fact.help or "Isi di bagian Rincian.", "Syarat pajang Gerai", f"facts.{fact.key}",
            )  # fmt: skip


def _label(case: _Case) -> list[Finding]:
    found = check_label(_label_facts(case), today=case.today, rule_book=case.book)
    return [one for one in found if one.code != "label.shelf_life"]  # asked for among the facts already


def _label_facts(case: _Case) -> LabelFacts:
    place = case.place
    around = Around(
        maker=case.seller.name,
        town=city_names()[lineage(place.code)[1]] if place else "",
        postal_code=(place.postal_code or "") if place else "",
        pirt=case.papers[PaperKind.PIRT].typed if PaperKind.PIRT in case.papers else "",
        bpom=case.papers[PaperKind.BPOM].typed if PaperKind.BPOM in case.papers else "",
        halal_seen=case.is_seen(PaperKind.HALAL),
    )
    return label_facts(
        case.product.category, case.revision.name, case.revision.description, case.facts, around, case.today
    )


def _photos(case: _Case) -> list[Finding]:
    photos = [photo_facts(one.photo) for one in case.gathered.photos]
    return check_photos(photos, category=case.product.category, rule_book=case.book)


def photo_facts(photo: Photo) -> PhotoFacts:
    """A photo as the coach reads it."""
    return PhotoFacts(photo.width, photo.height, Measures.of(photo.measures))


def of_photos(product: Product, photos: Sequence[own.Photographed]) -> dict[int, list[Finding]]:
    """What the coach says of each photo, by the photo's id; the same rules as in `of`, worst first."""
    region = sellers.get(product.seller_id).village_code or "36"
    book = standards.book(today_of(product), region)
    return {
        one.photo.id: coach(photo_facts(one.photo), category=product.category, rule_book=book, number=number)
        for number, one in enumerate(photos, start=1)
    }


def _claims(case: _Case) -> list[Finding]:
    return check_claims(
        case.revision.name,
        case.revision.description,
        category=case.product.category,
        rule_book=case.book,
        halal_seen=case.is_seen(PaperKind.HALAL),
        trade_name=str(case.facts.get("trade_name", "")),
        composition=str(case.facts.get("composition", "")),
        meaning=str(case.facts.get(fact_rules.MEANING, "")),
    )


def _offer(case: _Case) -> Iterator[Finding]:
    variants = case.gathered.variants
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
        reading = compare_pirt([row, *_others(case)])[0]
    settled = {"pirt.expired", "pirt.expires_this_year"} if case.is_seen(PaperKind.PIRT) else set()
    if PaperKind.BPOM in case.papers:
        settled.add("pirt.not_covered")  # an MD covers it
    yield from _unsettled(case, PaperKind.PIRT, [one for one in reading.findings if one.code not in settled])


def _unsettled(case: _Case, kind: PaperKind, findings: Sequence[Finding]) -> list[Finding]:
    """Of a paper that a curator has seen, remarks on its number ("siapkan fotonya") have nothing more to say."""
    return [one for one in findings if not (case.is_seen(kind) and one.severity is Severity.INFO)]


def _others(case: _Case) -> list[PirtRow]:
    """Papers of other products with the same producer part."""
    return [
        PirtRow(
            read_pirt(one.typed, today=case.today, regions=city_names()),
            product=one.name,
            seller=str(one.seller_id),
        )
        for one in case.gathered.same_producer
    ]


def _halal(case: _Case, paper: Paper | None) -> Iterator[Finding]:
    if paper is None or not paper.typed:
        yield Finding(
            "papers.halal.number", Severity.PERIKSA, "Nomor sertifikat halalnya belum ditulis.",
            "Tulis nomornya di bagian Izin, atau pilih “Sedang diurus”.", "Syarat pajang Gerai", "halal",
        )  # fmt: skip
        return
    reading = read_halal(paper.typed, today=case.today, regions=city_names())
    yield from _unsettled(case, PaperKind.HALAL, reading.findings)
