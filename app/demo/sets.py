"""Sets of official gifts in the example shop, composed by its curator: two in the shop, one still a draft."""

from dataclasses import dataclass

from app.catalog.queries import own
from app.catalog.service.bundles import Words
from app.curation.service import bundling
from app.demo import cast
from app.sellers import queries as sellers


@dataclass(frozen=True)
class _Inside:
    """So many pieces of a good's choice; without a label its first."""

    gerai: str
    name: str
    label: str = ""
    pieces: int = 1
    is_box: bool = False


NEAR = Words(
    "Tangerang Manis",
    "Cokelat huruf untuk dibagi sesudah rapat dan bros payet untuk dibawa pulang, dalam besek bambu yang bisa dipakai "
    "lagi. Cocok untuk tamu kantor dan ucapan terima kasih.",
    ("tamu-dinas", "rapat"),
)
FAR = Words(
    "Tepi Sungai",
    "Amplang dari tepi Mahakam dan keripik pisang tanduk dari Kayan, dengan gelang mutiara sebagai kenangannya. "
    "Ringan dan tahan perjalanan.",
    ("luar-negeri", "perpisahan"),
)
DRAFT = Words("Teras Rumah", "")


def compose_all() -> None:
    """The curator of the whole country puts them together."""
    near = _composed(
        NEAR,
        _Inside("cokelat-aksara", "Cokelat huruf, stoples 250 g"),
        _Inside("payet-lembayung", "Bros Payet Kenanga"),
        _Inside("keset-karangsari", "Besek bambu bertutup", "22 × 22 × 10 cm", is_box=True),
    )
    far = _composed(
        FAR,
        _Inside("amplang-tepian", "Amplang Samarinda 250 gram", pieces=2),
        _Inside("kayan-rasa", "Keripik pisang tanduk Kayan"),
        _Inside("mutiara-sekarbela", "Perhiasan mutiara Sekarbela", "Gelang"),
    )
    _composed(DRAFT, _Inside("keset-karangsari", "Keset kepang bulat 60 cm"))
    for bundle_id in (far, near):
        bundling.show(cast.actor(cast.CURATOR), bundle_id)


def _composed(words: Words, *inside: _Inside) -> int:
    curator = cast.actor(cast.CURATOR)
    bundle = bundling.begin(curator, words, "")
    for one in inside:
        bundling.put_in(curator, bundle.id, _variant(one), one.pieces, is_box=one.is_box)
    return bundle.id


def _variant(one: _Inside) -> int:
    seller = sellers.by_slug(one.gerai)
    product_id = next(found for found in own.of_seller(seller.id) if own.latest(found).name == one.name)
    return next(found.id for found in own.variants(product_id) if one.label in ("", found.label))
