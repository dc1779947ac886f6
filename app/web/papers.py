"""Answering with a paper: a PDF that is shown in the browser and kept by nobody on the way."""

from flask import Response


def pdf_answer(content: bytes, name: str) -> Response:
    """A PDF under this name (without its ending), for the eyes of who asked: it may hold an address, or what somebody paid."""
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
