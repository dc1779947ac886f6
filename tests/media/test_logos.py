"""Logos: kept with their alpha, without empty edges, for pages and for print; what cannot be one is refused in words."""

import io

import pytest
from PIL import Image, ImageDraw

from app.media.rules import logo
from app.media.rules.photo import BadPhoto
from tests.support.pictures import only_a_header, written

CLEAR = (0, 0, 0, 0)


def a_sign(size: tuple[int, int] = (600, 600), colour: str = "#7a1e4a", ground: object = CLEAR) -> bytes:
    """A disc in the middle half of its picture."""
    picture = Image.new("RGBA", size, ground)  # type: ignore[arg-type]
    width, height = size
    box = (width // 4, height // 4, 3 * width // 4 - 1, 3 * height // 4 - 1)
    ImageDraw.Draw(picture).ellipse(box, fill=colour)
    return written(picture, "PNG")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_logo_keeps_its_alpha_and_loses_its_empty_edges() -> None:
    made = logo.encode(a_sign())
    printed = opened(made.print)
    assert (printed.format, printed.mode, printed.size) == ("PNG", "RGBA", (300, 300))
    assert printed.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert printed.getpixel((150, 150)) == (0x7A, 0x1E, 0x4A, 255)
    assert [opened(made.pages[side]).size for side in logo.SIDES] == [(96, 96), (192, 192)]
    assert opened(made.pages[96]).mode == "RGBA"


def test_a_ground_of_one_colour_is_cut_off_and_the_rest_of_it_stays() -> None:
    printed = opened(logo.encode(a_sign((1000, 600), ground="white")).print)
    assert printed.size == (500, 300)
    assert printed.getpixel((0, 0)) == (255, 255, 255, 255)


def test_print_gets_no_more_than_it_needs() -> None:
    assert opened(logo.encode(a_sign((3000, 3000))).print).size == (640, 640)


def test_a_photo_of_a_logo_from_a_phone_is_taken() -> None:
    picture = opened(a_sign((800, 800), ground="#eeeeee")).convert("RGB")
    assert opened(logo.encode(written(picture, "JPEG")).print).mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."),
        (b"", "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."),
        (a_sign()[:400], "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."),
        (only_a_header(5000, 5000), "Gambar logo ini terlalu besar ukurannya. Kecilkan dulu, 2.000 piksel sudah cukup."),
        (a_sign((200, 200)), "Logo ini terlalu kecil (100×100). Pilih berkas aslinya, paling kecil 160 piksel."),
        (a_sign((2000, 200)), "Logo ini terlalu panjang untuk label. Pilih yang bentuknya lebih dekat ke persegi."),
        (a_sign(colour="white"), "Logo ini putih di latar bening, jadi tidak kelihatan di label putih. Pilih yang berwarna atau berlatar."),
        (written(Image.new("RGBA", (400, 400), CLEAR), "PNG"), "Logo ini kosong: tidak ada gambarnya. Pilih berkas yang lain."),
        (written(Image.new("RGB", (400, 400), "navy"), "PNG"), "Logo ini kosong: hanya satu warna. Pilih berkas yang lain."),
    ],
)  # fmt: skip
def test_what_cannot_be_a_logo_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(BadPhoto) as refusal:
        logo.encode(content)
    assert refusal.value.message == sentence


def test_a_white_logo_that_brings_its_own_ground_is_taken() -> None:
    assert opened(logo.encode(a_sign(colour="white", ground="#7a1e4a")).print).size == (300, 300)
