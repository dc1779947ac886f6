"""Reads QR codes on a photo with zxing-cpp, in the process and offline."""

import io

from PIL import Image

LONGEST = 2400
"""Pixels of the longer side that are looked at; a sticker's code is legible long before."""
MOST_CODES, MOST_LETTERS = 8, 1000


class ZxingReader:
    """Answers `payments.ports.CodeReader`."""

    def read(self, picture: bytes) -> tuple[str, ...]:
        """The texts of the QR codes, largest code first; they are somebody else's writing, to be checked by the caller."""
        import zxingcpp

        with Image.open(io.BytesIO(picture), formats=("WEBP",)) as opened:
            grey = opened.convert("L")
        grey.thumbnail((LONGEST, LONGEST))
        found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        by_size = sorted(found, key=_width, reverse=True)
        return tuple(one.text[:MOST_LETTERS] for one in by_size[:MOST_CODES])


def _width(code: object) -> int:
    at = code.position  # type: ignore[attr-defined]
    return int(abs(at.bottom_right.x - at.top_left.x) + abs(at.bottom_right.y - at.top_left.y))
