"""QR codes are read from the picture that buyers will be shown."""

from typing import Any

import pytest

from app.adapters.code_reader import ZxingReader
from app.media.rules.photo import encode_label
from tests.support import stickers


@pytest.mark.parametrize(
    "how", [{}, {"turn": 20}, {"turn": 180}, {"blur": 2}, {"size": (3000, 4000)}, {"kind": "PNG"}], ids=str
)
def test_a_sticker_is_read_as_it_was_photographed(how: dict[str, Any]) -> None:
    kept = encode_label(stickers.photo(stickers.STATIC, **how)).webp
    assert ZxingReader().read(kept) == (stickers.STATIC,)


def test_every_code_on_a_photo_is_read_and_other_marks_are_not() -> None:
    kept = encode_label(stickers.photo("https://gerai.example", stickers.STATIC)).webp
    assert set(ZxingReader().read(kept)) == {"https://gerai.example", stickers.STATIC}


def test_a_photo_without_a_code_says_nothing() -> None:
    assert ZxingReader().read(encode_label(stickers.photo()).webp) == ()


def test_a_code_that_goes_on_for_ever_is_cut() -> None:
    kept = encode_label(stickers.photo("A" * 1800, size=(2000, 2400))).webp
    assert ZxingReader().read(kept) == ("A" * 1000,)
