"""Handing in (`submitting`), who looks at a round (`claiming`), judging (`judging`), looking at papers, label and packaging
(`looking`), second readings (`appeals`), ties (`conflicts`), what is late (`reminding`), the word on official gifts (`gifting`)."""
