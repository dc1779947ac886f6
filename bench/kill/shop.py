"""The shop that is killed: as `wsgi.py` makes it, but an unpaid order soon ends, so that the bench ends too."""

from dataclasses import replace

from app.factory import create_app
from bench.kill import UNPAID_MINUTES
from config import load

app = create_app(replace(load(), unpaid_minutes=UNPAID_MINUTES))
