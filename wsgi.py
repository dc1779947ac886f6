"""The WSGI application: `granian --interface wsgi wsgi:app`."""

from app.factory import create_app
from config import load

app = create_app(load())
