"""Plain Python: values and today's date in, verdicts and findings out.

`pirt`, `halal`, `papers` read numbers; `label`, `claims`, `photos` hold facts against the rule `book`; `findings` is what
all of them answer with. `numbers`, `places` and `foods` are how text is read; `tables` opens `data/standards`.
"""
