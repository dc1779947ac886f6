"""To where money goes back, that it went, and that it has not come."""

from wtforms import FileField, RadioField

from app.payments.rules.repaying import BadAccount, RepayBy, Target, normal_number
from app.web.forms import Chosen, Day, Form, Line, Needed, Paragraph

BY_WORDS = {
    RepayBy.BANK: "Ke rekening atau dompet digital",
    RepayBy.CASH: "Tunai, saya ambil sendiri",
}


class TargetForm(Form):
    """An account or wallet, or cash where she fetches her goods anyway."""

    by = RadioField(
        "Lewat apa?",
        [Chosen("Pilih lewat apa uangnya kembali.")],
        choices={one.value: words for one, words in BY_WORDS.items()},
        default=RepayBy.BANK.value,
    )
    bank = Line("Bank atau dompet digital", most=60)
    number = Line("Nomor rekening", most=40)
    holder = Line("Atas nama", most=80)

    def validate(self, extra_validators: object = None) -> bool:
        """Cash needs nothing more; an account needs all three."""
        fine: bool = super().validate(extra_validators)
        if not fine or self.by.data == RepayBy.CASH:
            return fine
        for field, words in (
            (self.bank, "Tulis nama banknya, misalnya BRI atau DANA."),
            (self.number, "Tulis nomor rekeningnya."),
            (self.holder, "Tulis nama pemiliknya, seperti di buku tabungan."),
        ):
            if not field.data:
                field.errors = [words]
                fine = False
        if fine:
            try:
                normal_number(self.number.data)
            except BadAccount as refusal:
                self.refuse(refusal, self.number)
                fine = False
        return fine

    @property
    def target(self) -> Target:
        if self.by.data == RepayBy.CASH:
            return Target(RepayBy.CASH)
        return Target(RepayBy.BANK, self.bank.data, normal_number(self.number.data), self.holder.data)


class RepaidForm(Form):
    """The proof, and the day on which the money went."""

    day = Day("Dikembalikan tanggal berapa?", [Chosen("Pilih tanggalnya.")])
    photo = FileField("Foto buktinya")

    @property
    def content(self) -> bytes:
        """What was chosen; empty when nothing was."""
        return bytes(self.photo.data.read()) if getattr(self.photo.data, "filename", "") else b""


class MissingForm(Form):
    """It has not come."""

    words = Paragraph("Yang perlu diketahui petugas", most=600)


class SolvedForm(Form):
    """What an officer has found out about money that did not come."""

    words = Paragraph("Hasilnya", [Needed("Tulis hasilnya: pembeli dan penjual membacanya.")], most=600)
