"""What an officer types of a request, and what its head answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from app.accounts.forms import PhoneLine
from app.accounts.rules import written_phone
from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.rules import occasions
from app.gifts.queries import choosing
from app.gifts.queries.choosing import Choice
from app.gifts.rules import days
from app.gifts.rules.life import FUNDS_WORDS, KIND_WORDS, METHOD_WORDS, Funds, Kind, Method, NeedsWords, Scope
from app.gifts.service import drafting
from app.gifts.service.drafting import MOST_NEEDS, Brief, Thing
from app.gifts.service.submitting import OverBudget
from app.orders.rules.numbers import id_of
from app.regions.forms import PlaceForm
from app.regions.models import Agency
from app.web.filters import dotted
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole

MOST_EACH = 99
THING, BOX = "barang", "kotak"
"""What is looked for; the latter also stands beside the id of a thing that is a box."""
ANY_NUMBER = 10**9
"""Numbers of people are judged by the rules, which say it kindly; the field only reads them."""


@dataclass
class ThingRow:
    """A thing of a set as it stands on the page: how many of it each recipient gets, as typed, and what is wrong with that."""

    variant_id: int
    is_box: bool = False
    pieces: str = "1"
    error: str = ""
    choice: Choice | None = None

    @property
    def mark(self) -> str:
        return f"{self.variant_id}-{BOX}" if self.is_box else str(self.variant_id)

    @property
    def number(self) -> int:
        return int(self.pieces) if self.pieces.isascii() and self.pieces.isdigit() else 0


def read_mark(mark: object) -> tuple[int, bool] | None:
    """`12` is a thing, `12-kotak` a box; anything else is nothing."""
    number, _, word = str(mark or "").partition("-")
    variant_id = id_of(number)
    if variant_id is None or word not in ("", BOX):
        return None
    return variant_id, word == BOX


class ThingsField(Field):
    """The things of a set: hidden marks `things`, and the pieces of each in `each-<id>`."""

    data: list[ThingRow]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.object_data = data
        self.data = []
        if formdata is None or "csrf_token" not in formdata:
            self.data = list(self.default or []) if not isinstance(data, list) else list(data)
            return
        for mark in formdata.getlist(self.name)[:MOST_NEEDS]:
            read = read_mark(mark)
            if read is not None:
                typed = str(formdata.get(f"each-{read[0]}", "1")).strip()[:6]
                self.put(ThingRow(*read, pieces=typed or "0"))

    def put(self, row: ThingRow) -> None:
        """One more; what is there already stays as it was typed."""
        if row.variant_id not in {one.variant_id for one in self.data}:
            self.data.append(row)

    def drop(self, variant_id: int) -> None:
        self.data = [one for one in self.data if one.variant_id != variant_id]

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not self.data:
            raise ValidationError(drafting.NothingChosen.message)
        for row in self.data:
            if row.choice is None:
                row.error = "Barang ini tidak dijual lagi. Hapus, lalu pilih yang lain."
            elif not 1 <= row.number <= MOST_EACH:
                row.error = f"Tulis berapa buah untuk tiap penerima, dari 1 sampai {MOST_EACH}."
        if any(row.error for row in self.data):
            raise ValidationError("Periksa lagi isi yang bertanda merah di atas.")


class GiftForm(PlaceForm):
    """A request as its officer writes it. The buttons that look for a thing, take one in or out bring the page back with
    everything that was typed: no script is needed for any of it."""

    agency = SelectField("Instansi", [Chosen("Pilih instansinya.")])
    event = Line("Nama acara", [Needed("Tulis nama acaranya, misalnya Rapat Kerja Daerah.")], most=120)
    occasion = SelectField(
        "Jenis acara",
        choices={"": "Belum dipilih", **{one.code: one.words for one in occasions.occasions()}},
    )
    handover_on = Day("Hari serah terima", [Chosen("Pilih hari serah terimanya.")])
    street = Line("Gedung, jalan, dan nomor", [Needed("Tulis tempat serah terimanya.")], most=240)
    landmark = Line("Patokan", most=160)
    contact = Line(
        "Penerima barang di tempat", [Needed("Tulis nama orang yang menerima barangnya.")], most=80
    )
    phone = PhoneLine("Nomor HP-nya", [Needed("Tulis nomor HP, supaya pengantar bisa menelepon.")], most=30)

    recipients = Whole(
        "Jumlah penerima",
        [Needed(drafting.NobodyReceives.message)],
        least=-ANY_NUMBER,
        most=ANY_NUMBER,
        unit="orang",
    )
    kind_official = Whole(KIND_WORDS[Kind.OFFICIAL], least=0, most=ANY_NUMBER)
    kind_civil_servant = Whole(KIND_WORDS[Kind.CIVIL_SERVANT], least=0, most=ANY_NUMBER)
    kind_foreign_guest = Whole(KIND_WORDS[Kind.FOREIGN_GUEST], least=0, most=ANY_NUMBER)
    kind_public = Whole(KIND_WORDS[Kind.PUBLIC], least=0, most=ANY_NUMBER)
    for_everybody = BooleanField("Berlaku umum: semua undangan menerima yang sama")
    budget = Amount(
        "Anggaran per penerima",
        [Needed("Tulis anggaran untuk satu penerima.")],
        least=1_000,
        most=100_000_000,
        what="anggarannya",
    )

    things = ThingsField("Isi untuk tiap penerima")
    words = Line("Cari barang", most=120)
    look = HiddenField()
    looked = HiddenField()
    add = HiddenField()
    drop = HiddenField()
    theme = Line("Tema atau pesan", most=160)
    packaging = Paragraph("Keinginan soal kemasan", most=500)

    scope = RadioField("Pembuatnya dari mana", [Chosen("Pilih dari mana pembuatnya.")])
    may_split = BooleanField(
        "Boleh dibagi ke beberapa pembuat barang sejenis, kalau satu pembuat tidak sanggup"
    )
    post = SelectField("Cara sampai")

    signer = Line(
        "Nama yang menandatangani", [Needed("Tulis siapa yang menandatangani untuk instansi.")], most=80
    )
    signer_post = Line("Jabatannya", [Needed("Tulis jabatannya, misalnya Kepala Bagian Umum.")], most=120)
    method = RadioField(
        "Cara pengadaan",
        [Chosen("Pilih cara pengadaannya.")],
        choices={one.value: words for one, words in METHOD_WORDS.items()},
    )
    document_number = Line("Nomor dokumen", most=80)
    funds = RadioField(
        "Sumber dana",
        [Chosen("Pilih sumber dananya.")],
        choices={one.value: words for one, words in FUNDS_WORDS.items()},
    )

    def __init__(self, *, agencies: Sequence[Agency], sellers: Sequence[int] = (), **known: Any) -> None:
        super().__init__(**known)
        self.sellers = tuple(sellers)
        self.hits: list[Choice] = []
        self.agency.choices = {str(one.id): one.name for one in agencies}
        self.region = next(
            (one.region_code for one in agencies if str(one.id) == self.agency.data), agencies[0].region_code
        )
        self.scope.choices = {one.value: words for one, words in choosing.scopes(self.region).items()}
        near = choosing.posts_near(self.region, self.chosen.code if self.chosen else None)
        self.post.choices = {
            "": "Setiap pembuat mengirim langsung ke tempat acara",
            **{str(one.id): f"Dikumpulkan di {one.name}, instansi mengambil" for one in near},
        }
        self._recognise()

    @property
    def kinds(self) -> dict[Kind, Whole]:
        return {one: self[f"kind_{one.value}"] for one in Kind}

    @property
    def set_price(self) -> int:
        """Rupiah of what one recipient gets, as far as it is chosen."""
        return sum(row.choice.price * row.number for row in self.things.data if row.choice is not None)

    @property
    def boxes_looked_for(self) -> bool:
        return bool(self.looked.data == BOX)

    def validate(self, extra_validators: Any = None) -> bool:
        """False while things are still being chosen."""
        if self.look.data or self.add.data or self.drop.data:
            self._choose_things()
            return False
        fine: bool = super().validate(extra_validators)
        if not self.look_for_place.data:
            fine = self._keeps_to_rules() and fine
        if not fine:
            self._show_again()
        return fine

    def _show_again(self) -> None:
        """A refused page shows the goods that it showed before; where none is chosen yet, something to choose from."""
        if self.looked.data:
            self._look_for(boxes=self.boxes_looked_for)
        else:
            self.suggest()

    def suggest(self) -> None:
        """Something to begin with, where nothing is chosen."""
        if not self.things.data:
            self.looked.data = THING
            self._look_for(boxes=False)

    def brief(self) -> Brief:
        """What is kept."""
        return Brief(
            event=self.event.data or "",
            occasion=self.occasion.data or "",
            handover_on=self.handover_on.data,
            village_code=self.chosen.code if self.chosen else "",
            street=self.street.data or "",
            landmark=self.landmark.data or "",
            contact=self.contact.data or "",
            phone=self.phone.phone or "",
            recipients=self.recipients.number or 0,
            kinds={one: typed.number for one, typed in self.kinds.items() if typed.number},
            budget=self.budget.amount or 0,
            things=[Thing(one.variant_id, one.number, one.is_box) for one in self.things.data],
            theme=self.theme.data or "",
            packaging=self.packaging.data or "",
            scope=Scope(self.scope.data),
            may_split=self.may_split.data,
            sellers=self.sellers,
            post_id=id_of(self.post.data),
            for_everybody=self.for_everybody.data,
            method=Method(self.method.data),
            document_number=self.document_number.data or "",
            funds=Funds(self.funds.data),
            signer=self.signer.data or "",
            signer_post=self.signer_post.data or "",
        )

    # -- choosing things ------------------------------------------------------------------------

    def _choose_things(self) -> None:
        taken, out = read_mark(self.add.data), read_mark(self.drop.data)
        if taken is not None:
            self.things.put(ThingRow(*taken))
        if out is not None:
            self.things.drop(out[0])
        self._recognise()
        self.looked.data = self.look.data or self.looked.data
        if self.looked.data:
            self._look_for(boxes=self.boxes_looked_for)

    def _look_for(self, *, boxes: bool) -> None:
        scope = Scope(self.scope.data) if self.scope.data in set(Scope) else Scope.COUNTRY
        found = choosing.look_for(self.words.data or "", self.region, scope, boxes=boxes)
        there = {one.variant_id for one in self.things.data}
        self.hits = [one for one in found if one.variant_id not in there]
        if not found and self.words.data:
            self.words.errors = [
                f"“{self.words.data}” belum ada dari sana. Coba kata lain, atau daerah yang lebih luas."
            ]

    def _recognise(self) -> None:
        known = choosing.chosen([one.variant_id for one in self.things.data])
        for row in self.things.data:
            row.choice = known.get(row.variant_id)

    # -- what the rules say, beside the field -----------------------------------------------------

    def _keeps_to_rules(self) -> bool:
        """Each rule beside its field: on a phone a sentence at the head of a long page is not seen."""
        found = [self._try(self._check_day, self.handover_on), self._try(self._check_people, self.recipients)]
        found.append(self._try(self._check_kinds, self.kind_official))
        found.append(self._try(self._check_budget, self.budget))
        return all(found)

    def _try(self, check: Callable[[], None], beside: Field) -> bool:
        if beside.errors:
            return True  # it says already what is wrong with it
        try:
            check()
        except RuleBroken as refusal:
            self.refuse(refusal, beside)
            return False
        return True

    def _check_day(self) -> None:
        place = self.chosen.code if self.chosen else self.region
        days.check_day(self.handover_on.data, day_in(place, clock.now()))

    def _check_people(self) -> None:
        drafting.check_people(self.recipients.number or 0, {})

    def _check_kinds(self) -> None:
        typed = {one: field.number or 0 for one, field in self.kinds.items()}
        if self.recipients.number is not None and not self.recipients.errors:
            drafting.check_people(self.recipients.number, typed)

    def _check_budget(self) -> None:
        if self.budget.amount is not None and self.set_price > self.budget.amount:
            raise OverBudget(self.set_price, self.budget.amount)


def known_of(brief: Brief) -> dict[str, Any]:
    """A brief as the fields of its form are filled with it."""
    return {
        "event": brief.event,
        "occasion": brief.occasion,
        "handover_on": brief.handover_on,
        "place": brief.village_code,
        "street": brief.street,
        "landmark": brief.landmark,
        "contact": brief.contact,
        "phone": written_phone(brief.phone),
        "recipients": str(brief.recipients),
        **{f"kind_{kind.value}": str(count) for kind, count in (brief.kinds or {}).items()},
        "for_everybody": brief.for_everybody,
        "budget": dotted(brief.budget),
        "things": [ThingRow(one.variant_id, one.is_box, str(one.pieces_each)) for one in brief.things],
        "theme": brief.theme,
        "packaging": brief.packaging,
        "scope": brief.scope.value,
        "may_split": brief.may_split,
        "post": str(brief.post_id or ""),
        "signer": brief.signer,
        "signer_post": brief.signer_post,
        "method": brief.method.value,
        "document_number": brief.document_number,
        "funds": brief.funds.value,
    }


class AlterForm(Form):
    """One thing of a draft, changed by a button of its page; what is not sent stays as it is."""

    day = Day("Hari serah terima")
    recipients = Whole("Jumlah penerima", least=-ANY_NUMBER, most=ANY_NUMBER)
    scope = HiddenField()
    split = HiddenField()
    makers = HiddenField()
    """Sent with the list of makers that were ticked (`maker`), of those that were shown."""

    def changed(self, brief: Brief) -> Brief:
        if self.day.data is not None:
            brief = replace(brief, handover_on=self.day.data)
        if self.recipients.number is not None:
            brief = replace(
                brief, recipients=self.recipients.number, kinds=_within(brief, self.recipients.number)
            )
        if self.scope.data in set(Scope):
            brief = replace(brief, scope=Scope(self.scope.data))
        if self.split.data:
            brief = replace(brief, may_split=True)
        if self.makers.data:
            ticked = (id_of(one) for one in request.form.getlist("maker"))
            brief = replace(brief, sellers=sorted({one for one in ticked if one is not None}))
        return brief


def _within(brief: Brief, recipients: int) -> Mapping[Kind, int]:
    """The kinds of fewer people are not known any more."""
    kinds = brief.kinds or {}
    return kinds if sum(kinds.values()) <= recipients else {}


class WordsForm(Form):
    """What the head wants changed."""

    words = Paragraph("Yang perlu diubah", [Needed(NeedsWords.message)], most=500)
