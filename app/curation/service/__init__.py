"""Handing in (`submitting`), scoring (`scoring`), judging (`judging`), looking at papers, label and packaging (`looking`), changing
the rubric (`rubrics`), and the word on official gifts (`gifting`)."""
