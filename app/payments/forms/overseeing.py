"""What an admin says that she has done."""

from app.payments.rules.findings import LONGEST_NOTE
from app.web.forms import Form, Paragraph


class DoneForm(Form):
    """How a finding was seen to."""

    note = Paragraph("Apa yang sudah dilakukan?", most=LONGEST_NOTE)
