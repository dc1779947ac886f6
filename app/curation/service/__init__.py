"""Handing in (`submitting`), who looks at a round (`claiming`), scoring (`scoring`), judging (`judging`), looking at papers, label and
packaging (`looking`), second readings (`appeals`), ties (`conflicts`), what is late (`reminding`), changing the rubric (`rubrics`), the
panel of official gifts (`panel`) and what holds of them (`gifting`)."""
