"""The shop that is killed: as `wsgi.py` makes it, but an unpaid order ends after two minutes, so that the bench ends too."""

from dataclasses import replace

from app.factory import create_app
from config import load

UNPAID_MINUTES = 2

app = create_app(replace(load(), unpaid_minutes=UNPAID_MINUTES))
