"""QR codes as SVG, by segno. The text itself always stands beside the picture."""

import io

import segno
from markupsafe import Markup


def svg_of(text: str) -> Markup:
    """An inline SVG of the text, without styles of its own, so that the strict policy lets it through."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        border=3,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    # segno's own output for our own text: digits, attributes and one path
    return Markup(out.getvalue().decode())  # noqa: S704


def bare_svg(text: str) -> str:
    """The code alone, for paper: whoever places it keeps four modules of quiet ground around it."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, light=None)
    return out.getvalue().decode()
