"""What stands on a printed label, and whether it may be printed: from the same facts that are checked.

Food carries the elements of PerBPOM 31/2018 pasal 5, those of its second paragraph on the front. Goods carry our own
standard, which the law does not ask of micro producers (PP 29/2021, Permendag 25/2021), so little of it is insisted on.
A paper that nobody has seen puts CONTOH across the label; the halal mark has no place, and its word no mention, without a
seen certificate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from babel.dates import format_date

from app.base.kinds import CRAFT_OF, Craft
from app.paper.label import Care, LabelBrand, LabelText, Line, Run
from app.paper.printable import printable
from app.standards.rules.ingredients import (
    ALLERGEN_NAMES,
    allergens_in,
    not_halal_in,
    pieces_of,
    pork_in,
    sweeteners_in,
)
from app.standards.rules.label import (
    DAY_NEEDED_UP_TO_DAYS,
    FREE_BELOW_DAYS,
    HalalStatus,
    LabelFacts,
    Precision,
    good_through,
)
from app.standards.rules.tables import table

MOST_DAYS_AHEAD = 31
"""Labels are printed at most so long before the day of production."""

ALLERGENS_IN_BOLD = "Mengandung alergen, lihat daftar bahan yang dicetak tebal"
SWEETENER = (
    "Mengandung pemanis buatan. Tidak dianjurkan untuk anak di bawah 5 tahun, ibu hamil, dan ibu menyusui."
)
_NO_BREAK = "\u00a0"
_UNITS = "g|gr|gram|kg|ml|l|liter|cm|mm|m|pcs|buah"
"""Stay on one line with the number before them: `stoples 250 g`."""
_SHORT_PLACE = 30
"""Letters that fit a line of the smallest label."""


class Where(StrEnum):
    """Where a missing fact is filled in."""

    NAME = "name"
    FACTS = "facts"
    PAPERS = "papers"
    GERAI = "gerai"
    HERE = "here"
    """Beside the preview itself: day and code of this batch."""


@dataclass(frozen=True)
class Missing:
    """What keeps a label from being printed: an Indonesian sentence, and where it is mended."""

    where: Where
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """A paper as a label needs to know it. `number` is canonical, empty while its form cannot be right; `past`: its last
    day is over."""

    number: str
    seen: bool = False
    refused: bool = False
    past: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintFacts:
    """Everything that a label is made of. `label.best_before*` are not read: the day is counted from `made_on` and the
    shelf life, and written as exactly as `label.best_before_precision` wishes and the law allows. `halal_claimed`: the
    seller says that there is a certificate."""

    label: LabelFacts
    brand: LabelBrand
    pirt: PaperFacts | None = None
    halal: PaperFacts | None = None
    halal_claimed: bool = False
    made_on: date | None = None
    code: str = ""
    storage: str = ""
    care: tuple[Care, ...] = ()
    url: str = ""
    today: date


@dataclass(frozen=True)
class Printed:
    """Either `text`, or what is `missing` for it. `sample_because`: why CONTOH stands across; `notes`: good to know."""

    text: LabelText | None
    missing: tuple[Missing, ...] = ()
    sample_because: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def print_label(facts: PrintFacts) -> Printed:
    """Decide what is printed. Says everything that is missing at once, in the order in which a seller meets it."""
    words = _Words(facts)
    is_food = CRAFT_OF[facts.label.category] is Craft.PANGAN
    missing = [*words.missing, *(_missing_food(facts, words) if is_food else _missing_goods(facts, words))]
    if missing:
        return Printed(None, tuple(dict.fromkeys(missing)), notes=tuple(words.notes))
    because = tuple(_unseen(facts)) if is_food else ()
    make = _food if is_food else _goods
    notes = [*words.notes, *(_notes_food(facts) if is_food else _notes_goods(facts))]
    return Printed(make(facts, words, bool(because)), sample_because=because, notes=tuple(notes))


@dataclass
class _Words:
    """What people wrote, made printable; what cannot be is said in `missing` and `notes`."""

    facts: PrintFacts
    missing: list[Missing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        label = self.facts.label
        name = self._take(label.kind_name, "nama barang", Where.NAME)
        name = re.sub(rf"(\d) ({_UNITS})\b", rf"\1{_NO_BREAK}\2", name)
        self.name = re.sub(r"(\d) ([×x]) (?=\d)", rf"\1{_NO_BREAK}\2{_NO_BREAK}", name)
        self.trade = self._take(label.trade_name, "nama dagang", Where.FACTS)
        self.brand = self._take(self.facts.brand.name, "merek", Where.GERAI)
        self.maker = self._take(label.maker, "nama gerai", Where.GERAI)
        self.town = self._take(label.town, "alamat gerai", Where.GERAI)
        self.composition = self._take(label.composition, "komposisi", Where.FACTS).rstrip(" .,;")
        self.storage = self._take(self.facts.storage, "cara menyimpan", Where.FACTS)
        self.code = self._take(self.facts.code, "kode produksi", Where.HERE)
        self.material = self._take(label.material, "bahan", Where.FACTS)
        self.fibre = self._take(label.fibre, "serat kain", Where.FACTS)
        self.size = self._take(label.size, "ukuran", Where.FACTS)

    def _take(self, text: str, what: str, where: Where) -> str:
        taken = printable(text)
        if taken.foreign:
            letters = "".join(taken.foreign[:8])
            sentence = f"Huruf “{letters}” di {what} tidak bisa dicetak. Tulis dengan huruf Latin, ya."
            self.missing.append(Missing(where, sentence))
        if taken.dropped:
            self.notes.append(f"Tanda {' '.join(taken.dropped[:8])} di {what} tidak ikut dicetak.")
        if re.search(r"\bhalal\b", taken.text, re.IGNORECASE) and not _halal_seen(self.facts):
            sentence = (
                f"Di {what} ada kata “halal”. Kata itu baru boleh dicetak setelah kurator melihat sertifikat"
                " halalnya. Hapus dulu katanya, atau lengkapi sertifikatnya."
            )
            self.missing.append(Missing(where, sentence))
        return taken.text

    @property
    def address(self) -> str:
        """`Rumah Perca, Kota Tangerang 15148`; a town of usual length stays on one line with its postal code."""
        place = f"{self.town}{_NO_BREAK}{self.facts.label.postal_code}".strip()
        return f"{self.maker}, {place.replace(' ', _NO_BREAK) if len(place) <= _SHORT_PLACE else place}"


def _halal_seen(facts: PrintFacts) -> bool:
    return facts.halal is not None and facts.halal.seen and bool(facts.halal.number)


# -- may it be printed? -----------------------------------------------------------------------------


def _missing_maker(words: _Words) -> Iterator[Missing]:
    if not words.name:
        yield Missing(Where.NAME, "Nama barangnya belum ada.")
    if not words.maker:
        yield Missing(Where.GERAI, "Nama gerainya belum ada.")
    if not words.town:
        yield Missing(Where.GERAI, "Alamat gerai belum diisi. Di label tercetak kota dan kode posnya saja.")


def _missing_goods(facts: PrintFacts, words: _Words) -> Iterator[Missing]:
    yield from _missing_maker(words)
    if not (words.material or words.fibre):
        yield Missing(Where.FACTS, "Bahannya belum diisi.")


def _missing_food(facts: PrintFacts, words: _Words) -> Iterator[Missing]:
    label = facts.label
    yield from _missing_maker(words)
    if words.town and not re.fullmatch(r"\d{5}", label.postal_code.strip()):
        yield Missing(Where.GERAI, "Kode pos gerai belum ada. Pilih lagi kelurahan atau desanya.")
    if not words.composition:
        yield Missing(
            Where.FACTS, "Komposisinya belum diisi. Tulis semua bahan, mulai dari yang paling banyak."
        )
    if label.net_quantity is None or label.net_quantity <= 0:
        yield Missing(Where.FACTS, "Berat atau isi bersihnya belum diisi.")
    elif not _symbol(label.net_unit):
        yield Missing(Where.FACTS, "Satuan berat bersihnya belum terbaca. Pilih gram atau mililiter.")
    if not label.shelf_life_days:
        yield Missing(Where.FACTS, "Tahan berapa hari belum diisi, jadi tanggalnya belum bisa dihitung.")
    if not words.code:
        yield Missing(Where.HERE, "Kode produksinya belum diisi. Boleh dari tanggal, misalnya B221126.")
    yield from _missing_day(facts)
    yield from _missing_permit(facts)
    if label.halal_status is HalalStatus.NOT_HALAL and _halal_seen(facts):
        yield Missing(
            Where.FACTS, "Tertulis tidak halal, padahal sertifikat halalnya ada. Periksa isian Halal."
        )


def _missing_day(facts: PrintFacts) -> Iterator[Missing]:
    made_on = facts.made_on
    if made_on is None:
        yield Missing(Where.HERE, "Tanggal produksinya belum dipilih.")
    elif made_on > facts.today + timedelta(days=MOST_DAYS_AHEAD):
        yield Missing(
            Where.HERE, "Tanggal produksinya masih lama. Cetak labelnya paling awal sebulan sebelumnya."
        )
    elif facts.label.shelf_life_days and _last_day(facts) < facts.today:
        yield Missing(
            Where.HERE,
            "Dengan tanggal produksi ini barangnya sudah lewat masa simpan. Periksa tanggalnya.",
        )


def _missing_permit(facts: PrintFacts) -> Iterator[Missing]:
    paper, days = facts.pirt, facts.label.shelf_life_days
    if paper is not None and paper.refused:
        yield Missing(
            Where.PAPERS,
            "P-IRT-nya belum diterima kurator. Perbaiki nomornya atau kirim foto sertifikat yang jelas.",
        )
    elif paper is not None and not paper.number:
        yield Missing(Where.PAPERS, "Nomor P-IRT-nya belum terbaca benar. Salin 15 angkanya dari sertifikat.")
    elif paper is not None and paper.past:
        yield Missing(
            Where.PAPERS, "Masa berlaku P-IRT-nya sudah lewat. Perpanjang dulu, lalu tulis nomor barunya."
        )
    elif paper is None and days and days > FREE_BELOW_DAYS:
        yield Missing(
            Where.PAPERS,
            f"Barang yang tahan {days} hari perlu nomor P-IRT di labelnya. Tulis nomornya di bagian Izin.",
        )


def _unseen(facts: PrintFacts) -> Iterator[str]:
    if facts.pirt is not None and not facts.pirt.seen:
        yield "Nomor P-IRT-nya belum dicocokkan kurator dengan sertifikatnya."
    if facts.halal_claimed and not _halal_seen(facts):
        yield ("Sertifikat halalnya belum dilihat kurator, jadi tempat logo halal belum ada di label.")


# -- what stands there ------------------------------------------------------------------------------


def _food(facts: PrintFacts, words: _Words, sample: bool) -> LabelText:
    label = facts.label
    assert facts.made_on and label.net_quantity  # noqa: S101 - `_missing_food` has made sure
    symbol = _symbol(label.net_unit)
    front = [Line("Baik digunakan sebelum", best_before(facts))]
    if facts.pirt is not None:
        front.append(Line("P-IRT No.", facts.pirt.number.removeprefix("P-IRT No. ")))
    front.append(Line("Diproduksi oleh", words.address))
    back = [Line("Kode produksi", words.code), Line("Tanggal produksi", _day(facts.made_on))]
    if words.storage:
        tells = words.storage.casefold().startswith("simpan")
        back.append(Line("" if tells else "Penyimpanan", words.storage))
    not_halal = label.halal_status is HalalStatus.NOT_HALAL
    pork = ("Mengandung babi",) if pork_in(words.composition) else ()
    return LabelText(
        brand=_brand(facts, words),
        name=words.name,
        subtitle="" if _same(words.trade, words.brand) or _same(words.trade, words.name) else words.trade,
        amount=Line(
            "Isi bersih" if symbol.endswith("l") else "Berat bersih",
            f"{Decimal(label.net_quantity).normalize():f}".replace(".", ",") + _NO_BREAK + symbol,
        ),
        front=tuple(front),
        halal_number=facts.halal.number if facts.halal is not None and _halal_seen(facts) else "",
        not_halal=("TIDAK HALAL", *pork) if not_halal else (),
        ingredients=tuple(
            Run(piece.text, piece.allergen is not None or piece.not_halal, piece.not_halal and not_halal)
            for piece in pieces_of(words.composition)
        ),
        warnings=tuple(_warnings(facts, words)),
        back=tuple(back),
        origin="Buatan Indonesia",
        url=facts.url,
        sample=sample,
    )


def _warnings(facts: PrintFacts, words: _Words) -> Iterator[str]:
    """The allergen sentence; allergens that she ticked and no word of the list shows are named beside it."""
    shown = allergens_in(words.composition)
    unshown = [one for one in ALLERGEN_NAMES if one in facts.label.allergens and one not in shown]
    single = len([part for part in re.split(r"[,;]", words.composition) if part.strip()]) == 1
    if shown and single:
        yield f"Mengandung alergen: {', '.join(word for found in shown.values() for word in found)}"
    elif shown:
        yield ALLERGENS_IN_BOLD
    if unshown:
        yield f"Mengandung alergen: {', '.join(ALLERGEN_NAMES[one] for one in unshown)}"
    if sweeteners_in(words.composition):
        yield SWEETENER


def _goods(facts: PrintFacts, words: _Words, sample: bool) -> LabelText:
    label = facts.label
    front = [Line("Ukuran", words.size)] if words.size else []
    front.append(Line("Dibuat oleh", words.address))
    back = [Line("Bahan", words.material)] if words.material else []
    if words.fibre:
        back.append(Line("Serat", words.fibre))
    if label.anti_slip is not None:
        back.append(Line("Alas anti-slip", "ada" if label.anti_slip else "tidak ada"))
    return LabelText(
        brand=_brand(facts, words),
        name=words.name,
        subtitle=words.material,
        front=tuple(front),
        back=tuple(back),
        care=facts.care or washing(label.washable),
        origin="Buatan Indonesia" if label.made_in_indonesia else "",
        url=facts.url,
        sample=sample,
    )


def washing(washable: bool | None) -> tuple[Care, ...]:
    """All that is known of a mat's care: whether it may be washed. Nothing where that is not known."""
    if washable is None:
        return ()
    words = "Bisa dicuci" if washable else "Jangan dicuci, cukup dikibaskan"
    return (Care("wash", "tangan" if washable else "jangan", words),)


def _notes_food(facts: PrintFacts) -> Iterator[str]:
    label = facts.label
    if label.halal_status in (HalalStatus.NONE, HalalStatus.IN_PROCESS) and not facts.halal_claimed:
        yield "Label ini belum memuat halal. Setelah sertifikatnya dilihat kurator, tempat logonya muncul sendiri."
    if _halal_seen(facts):
        yield "Bingkai kosong itu tempat logo halal. Tempel logo dari berkas yang datang bersama sertifikat."
    if facts.pirt is None and label.shelf_life_days == FREE_BELOW_DAYS:
        yield "Tahan tepat 7 hari: tanyakan kepada kurator apakah perlu P-IRT."
    if label.halal_status is not HalalStatus.NOT_HALAL and (words := not_halal_in(label.composition)):
        yield f"Di komposisi ada {', '.join(words)}. Kalau memang tidak halal, pilih itu di isian Halal."


def _notes_goods(facts: PrintFacts) -> Iterator[str]:
    if not facts.label.size.strip():
        yield "Ukurannya belum diisi, jadi belum tercetak."
    if not facts.care and facts.label.washable is None:
        yield "Cara merawatnya belum diisi, jadi gambar cuci dan setrikanya belum tercetak."


def best_before(facts: PrintFacts) -> str:
    """`21 Mei 2027`, or `April 2027` where the day is not needed: then the last month that is good to its end."""
    days = facts.label.shelf_life_days or 0
    last = _last_day(facts)
    if facts.label.best_before_precision is Precision.DAY or days <= DAY_NEEDED_UP_TO_DAYS:
        return _day(last)
    if good_through(last, Precision.MONTH) != last:
        last = last.replace(day=1) - timedelta(days=1)
    return format_date(last, "MMMM y", locale="id").replace(" ", _NO_BREAK)


def _last_day(facts: PrintFacts) -> date:
    assert facts.made_on is not None  # noqa: S101 - asked only after the day was looked at
    return facts.made_on + timedelta(days=facts.label.shelf_life_days or 0)


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id").replace(" ", _NO_BREAK)


def _symbol(unit: str) -> str:
    symbols: dict[str, str] = table("label")["units"]
    written = unit.strip()
    return symbols.get(written) or symbols.get(written.lower().rstrip(".")) or ""


def _brand(facts: PrintFacts, words: _Words) -> LabelBrand:
    given = facts.brand
    return LabelBrand(name=words.brand or words.maker, main=given.main, accent=given.accent, logo=given.logo)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
