"""The form that changes a rule, and the one for the papers of a gerai."""

from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField, StringField

from app.base.kinds import CATEGORY_WORDS, Category
from app.regions.forms import CityForm
from app.standards.rules.book import Rule
from app.standards.rules.findings import Basis, Severity
from app.web.forms import Chosen, Day, Form, Line, Needed, Paragraph, at_most

SEVERITY_WORDS = {Severity.TOLAK: "Tolak", Severity.PERIKSA: "Periksa", Severity.INFO: "Catatan"}
BASIS_WORDS = {Basis.LAW: "Peraturan", Basis.HOUSE: "Standar Gerai"}


class RuleForm(CityForm):
    """How a rule reads from a day on. The place may stay empty: then it holds everywhere."""

    place_is_needed = False
    place_words = StringField("Hanya di wilayah ini (boleh kosong)", [at_most(120)])

    begins_on = Day("Mulai berlaku", [Chosen("Pilih hari mulainya.")])
    ends_on = Day("Hari terakhir")
    severity = SelectField(
        "Bobot", [Chosen("Pilih bobotnya.")], choices={one.value: SEVERITY_WORDS[one] for one in Severity}
    )
    basis = SelectField(
        "Dasar", [Chosen("Pilih dasarnya.")], choices={one.value: BASIS_WORDS[one] for one in Basis}
    )
    categories = SelectMultipleField("Untuk barang")
    sentence = Paragraph("Kalimat", [Needed("Tulis apa yang terlihat, dalam satu kalimat.")], most=300)
    next_step = Paragraph(
        "Langkah berikutnya", [Needed("Tulis apa yang sebaiknya dilakukan penjual.")], most=400
    )
    helper = Line("Siapa yang bisa membantu", most=120)
    source = Line("Sumber", [Needed("Tulis dari mana aturan ini, misalnya nomor peraturannya.")], most=200)

    def offer(self, categories: frozenset[Category]) -> None:
        """The categories that the rule's check knows."""
        self.categories.choices = {one.value: CATEGORY_WORDS[one] for one in Category if one in categories}

    def fill(self, rule: Rule) -> None:
        """The rule as it reads now, to start from."""
        self.severity.data, self.basis.data = rule.severity.value, rule.basis.value
        self.categories.data = [category.value for category in rule.categories]
        self.sentence.data, self.next_step.data = rule.sentence, rule.next_step
        self.helper.data, self.source.data = rule.helper, rule.source

    def rule(self, origin: Rule, *, may_refuse: bool) -> Rule:
        """The change as typed, with the code and the field of the rule that it changes."""
        return Rule(
            code=origin.code,
            categories=frozenset(Category(name) for name in self.categories.data or []),
            severity=Severity(self.severity.data),
            basis=Basis(self.basis.data),
            sentence=self.sentence.data or "",
            next_step=self.next_step.data or "",
            source=self.source.data or "",
            field=origin.field,
            valid_from=self.begins_on.data,
            valid_until=self.ends_on.data,
            regions=frozenset([self.chosen.code]) if self.chosen else frozenset(),
            helper=self.helper.data or "",
            may_refuse=may_refuse,
        )


class GeraiPapersForm(Form):
    """NIB and trade mark, each with a private photo. Everything may stay empty."""

    nib = Line("NIB (Nomor Induk Berusaha)", most=120)
    nib_photo = FileField("Foto NIB")
    trademark = Line("Nomor merek", most=120)
    trademark_photo = FileField("Foto bukti merek")
