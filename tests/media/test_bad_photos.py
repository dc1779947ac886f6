"""What is no photo, or no good one: a sentence that says what to do, and nothing kept."""

import contextlib
import io
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.db.journal import JournalEntry
from app.media import service
from app.media.models import Evidence, Photo
from app.media.rules import photo as rules
from app.media.rules.photo import BadPhoto
from tests.support import world
from tests.support.pictures import only_a_header, quarters, written

BROKEN = "Foto ini rusak atau bukan foto. Pilih foto lain dari HP (JPG, PNG, WebP, atau HEIC)."
HEAVY = "Foto ini lebih dari 25 MB. Ambil ulang dengan kamera HP, atau pilih foto lain."
PDF = "Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya."
DOCUMENT = "Ini berkas dokumen, bukan foto. Buka lalu foto layarnya, atau foto kertasnya."
FILM = "Ini video. Ambil satu fotonya dengan kamera HP, lalu kirim fotonya."
GIF = "Ini gambar GIF. Kirim foto aslinya dari kamera HP."
HUGE = "Foto ini terlalu besar ukurannya. Pilih ukuran foto yang lebih kecil di kamera HP."
DATA = Path(__file__).parent / "data"
HEIC = (DATA / "phone.heic").read_bytes()
JPEG, PNG, WEBP = (written(quarters(), kind) for kind in ("JPEG", "PNG", "WEBP"))


def small(width: int, height: int) -> str:
    return f"Foto ini terlalu kecil ({width}×{height}). Ambil ulang lebih dekat dengan kamera HP."


def wide_heic(width: int, height: int) -> bytes:
    """The phone's picture, with a header that promises more."""
    size = struct.pack(">II", 320, 240)
    assert HEIC.count(b"ispe\0\0\0\0" + size) == 1
    return HEIC.replace(b"ispe\0\0\0\0" + size, b"ispe\0\0\0\0" + struct.pack(">II", width, height))


BAD = {
    "empty": (b"", BROKEN),
    "text": (b"ini bukan foto, hanya tulisan", BROKEN),
    "vector": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', BROKEN),
    "page": (b"<!doctype html><html><body><script>alert(1)</script></body></html>", BROKEN),
    "pdf": (b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF", PDF),
    "new document": (b"PK\x03\x04" + bytes(60), DOCUMENT),
    "old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DOCUMENT),
    "rich text": (rb"{\rtf1\ansi Sertifikat}", DOCUMENT),
    "jpeg cut off": (JPEG[: len(JPEG) // 2], BROKEN),
    "png cut off": (PNG[: len(PNG) // 2], BROKEN),
    "webp cut off": (WEBP[: len(WEBP) // 2], BROKEN),
    "heic cut off": (HEIC[: len(HEIC) // 2], BROKEN),
    "jpeg with only a beginning": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", BROKEN),
    "heic with only a beginning": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", BROKEN),
    "heic that crashes its decoder": ((DATA / "crashes_the_decoder.heic").read_bytes(), BROKEN),
    "film": (b"\0\0\0\x18ftypisom\0\0\0\0mp42isom" + bytes(1000), FILM),
    "film of an iPhone": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(1000), FILM),
    "film of a browser": (b"\x1aE\xdf\xa3" + bytes(1000), FILM),
    "gif": (written(quarters(), "GIF"), GIF),
    "bmp": (written(quarters(), "BMP"), BROKEN),
    "tiff": (written(quarters(), "TIFF"), BROKEN),
    "avif": (written(quarters(), "AVIF"), BROKEN),
    "a page behind a gif's beginning": (b"GIF89a/*<script>*/=1;" + bytes(60), GIF),
    "over 25 MB": (JPEG + bytes(rules.MOST_BYTES), HEAVY),
    "bomb of 72 megapixels": (only_a_header(9000, 8000), HUGE),
    "a phone's 200 megapixels": (only_a_header(16320, 12240), HUGE),
    "bomb of 3.6 gigapixels": (only_a_header(60000, 60000), HUGE),
    "narrow": (written(quarters(900, 199)), small(900, 199)),
    "tiny": (written(quarters(16, 16), "PNG"), small(16, 16)),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_it_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(BadPhoto) as refused:
        rules.encode(content)
    assert refused.value.message == sentence


def test_a_header_of_heic_that_promises_too_much_is_refused() -> None:
    with pytest.raises(BadPhoto) as refused:
        rules.encode(wide_heic(30000, 20000))
    assert refused.value.message in (HUGE, BROKEN)  # whoever sees it first: we, or the decoder's own limit


@pytest.mark.parametrize("take", [service.take_photo, service.take_evidence])
def test_nothing_of_it_is_kept(db: Any, shelf: Path, count: Any, take: Any) -> None:
    before = count(Photo), count(Evidence), count(JournalEntry)
    for content, sentence in BAD.values():
        with pytest.raises(BadPhoto) as refused:
            take(world.actor(world.SELLER), content)
        assert refused.value.message == sentence
    assert (count(Photo), count(Evidence), count(JournalEntry)) == before
    assert list(shelf.rglob("*")) == []


def test_a_file_of_exactly_25_mb_is_read() -> None:
    assert rules.encode(JPEG + bytes(rules.MOST_BYTES - len(JPEG))).width == 480


def test_a_page_hidden_behind_a_photo_is_gone() -> None:
    hidden = b"<script>alert(1)</script>"
    for seed in (JPEG, PNG, WEBP):
        assert all(hidden not in webp for webp in rules.encode(seed + hidden).sizes.values())


def test_the_name_of_a_file_means_nothing(signed_in: Any, count: Any) -> None:
    """The page reads bytes: a photo named .txt is a photo, a text named .jpg is none."""
    browser = signed_in(world.SELLER)
    slug = world.goods().ready.slug
    for name, content in (("foto.txt", JPEG), ("foto.jpg", b"tulisan"), ("x.php", PNG)):
        before = count(Photo)
        file = (io.BytesIO(content), name, "text/html")
        path = f"/penjual/barang/{slug}/foto"
        answer = browser.post(path, data={"csrf_token": browser.token(path), "photo": file})
        is_photo = content != b"tulisan"
        assert (count(Photo) - before, BROKEN in answer.text) == (int(is_photo), not is_photo)


SEEDS = [
    written(picture, kind, **options)
    for picture, kind, options in (
        (quarters(220, 210), "JPEG", {}),
        (quarters(220, 210).convert("CMYK"), "JPEG", {}),
        (quarters(220, 210), "PNG", {}),
        (quarters(220, 210).convert("P"), "PNG", {"transparency": 3}),
        (quarters(220, 210), "WEBP", {}),
    )
]


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=0, max_size=4)), max_size=6),
)
def test_a_damaged_file_is_a_photo_or_a_refusal_and_nothing_else(
    seed: bytes, wounds: list[tuple[float, bytes]]
) -> None:
    content = bytearray(seed)
    for where, what in wounds:
        # half of the wounds hit the header, where the sizes and tables stand
        at = int(where * 2 * min(len(content), 80)) if where < 0.5 else int(where * len(content))
        content[at : at + max(1, len(what))] = what
    with contextlib.suppress(BadPhoto):
        encoded = rules.encode(bytes(content))
        with Image.open(io.BytesIO(encoded.sizes[320])) as picture:
            assert picture.format == "WEBP"
