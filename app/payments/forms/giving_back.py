"""How much goes back: of each line pieces or rupiah, of the shipping rupiah, and why."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField

from app.catalog.rules.life import MOST_STOCK
from app.orders.rules.goodwill import NotGiven, Wish
from app.payments.queries.returned import Row, Sheet
from app.web.forms import Amount, Form, Needed, Paragraph, Whole

MOST_RUPIAH = 999_999_999


class GiveBackForm(Form):
    """Base of the forms that `give_back_form` makes."""

    seen = HiddenField()
    fee = Amount("Ongkir, berapa rupiah?", least=1, most=MOST_RUPIAH, what="ongkirnya")
    reason = Paragraph("Alasannya", [Needed("Tulis alasannya: pembeli akan membacanya.")], most=500)

    rows: Sequence[Row]

    def pieces(self, line_id: int | None) -> Any:
        """The field for how many pieces of a line."""
        return self[f"pieces_{line_id}"]

    def amount(self, line_id: int | None) -> Any:
        """The field for how many rupiah of a line."""
        return self[f"amount_{line_id}"]

    @property
    def wish(self) -> Wish:
        """What was typed. Where nothing was shown, nothing had gone back."""
        lines = [one.line_id for one in self.rows if one.line_id is not None]
        counts = {line: self.pieces(line).number for line in lines}
        amounts = {line: self.amount(line).amount for line in lines}
        return Wish(
            {line: count for line, count in counts.items() if count},
            {line: amount for line, amount in amounts.items() if amount},
            self.fee.amount or 0,
            self.reason.data or "",
            int(self.seen.data)
            if (self.seen.data or "").isascii() and (self.seen.data or "").isdigit()
            else -1,
        )

    def place_of(self, refusal: NotGiven) -> Field | None:
        """The field beside which a refusal stands."""
        if isinstance(refusal.place, int):
            found: Field = self.amount(refusal.place)
            return found
        return self.fee if refusal.place == "fee" else None


def give_back_form(sheet: Sheet, returned: int) -> GiveBackForm:
    """The form for a part of which `returned` rupiah have gone back so far."""
    fields: dict[str, Any] = {"rows": sheet.lines}
    for one in sheet.lines:
        fields[f"pieces_{one.line_id}"] = Whole("Berapa buah?", least=1, most=MOST_STOCK)
        fields[f"amount_{one.line_id}"] = Amount(
            "Atau berapa rupiah?", least=1, most=MOST_RUPIAH, what="jumlahnya"
        )
    kind: type[GiveBackForm] = type("MoneyBackForm", (GiveBackForm,), fields)
    form = kind()
    if not form.is_submitted():
        form.seen.data = str(returned)
    return form
