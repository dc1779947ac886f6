"""What an admin did about something on which the gateway's book and ours disagree."""

from app.payments.rules.findings import LONGEST_NOTE
from app.web.forms import Form, Needed, Paragraph


class FindingForm(Form):
    note = Paragraph(
        "Apa yang sudah dilakukan?",
        [Needed("Tulis dulu apa yang sudah dilakukan, supaya yang lain tahu.")],
        most=LONGEST_NOTE,
    )
