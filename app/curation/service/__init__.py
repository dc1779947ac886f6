"""Handing in (`submitting`), judging (`judging`), looking at papers, label and packaging (`looking`), and the word on official
gifts (`gifting`)."""
