"""What pages say of themselves to search engines and chats: true, escaped, at one address; and the list of all addresses."""

import json
import re
from typing import Any

import pytest

from app.catalog.models import Bundle
from app.catalog.queries import addresses
from app.catalog.service import bundles, drafts, goods
from app.shopfront.rules.sharing import Availability, availability
from tests.support import shelves, world
from tests.support.bundles import a_bundle, a_draft, two_gifts
from tests.support.counting import statements
from tests.support.pages import PageClient
from tests.support.shelves import Good


@pytest.fixture
def bundle(db: Any) -> Bundle:
    return a_bundle()


def data_of(text: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert len(found) == 1
    told: dict[str, Any] = json.loads(found[0])
    return told


def meta(text: str, name: str) -> str | None:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', text)
    return found[1] if found else None


def canonical(text: str) -> str:
    found = re.search(r'<link rel="canonical" href="([^"]*)"', text)
    assert found is not None
    return found[1]


def test_a_set_tells_its_price_its_parts_and_its_makers(client: PageClient, bundle: Bundle) -> None:
    text = client.get("/set/dua-rumah").text
    told = data_of(text)
    assert told["name"] == "Set Dua Rumah" and told["@type"] == ["Product", "ProductCollection"]
    offer = told["offers"]
    assert (offer["price"], offer["priceCurrency"], offer["availability"]) == (
        120_000,
        "IDR",
        Availability.READY,
    )
    assert [one["name"] for one in offer["seller"]] == ["Rumah Perca", "Gerai Tetangga"]
    inside = [(one["amountOfThisGood"], one["typeOfGood"]["name"]) for one in told["includesObject"]]
    assert inside == [(2, "Keset Perca"), (1, "Keset Tetangga")]
    assert told["url"] == canonical(text) == meta(text, "og:url")
    assert told["url"].endswith("/set/dua-rumah")
    assert "2 × Keset Perca" in (meta(text, "og:description") or "")


def test_what_is_sold_out_is_never_called_in_stock(client: PageClient, bundle: Bundle) -> None:
    ready = world.goods().ready
    goods.take({world.variant_of(ready).id: 10})
    for path in ("/set/dua-rumah", f"/produk/{ready.slug}"):
        assert data_of(client.get(path).text)["offers"]["availability"] == Availability.OUT, path


def test_what_is_made_when_ordered_says_so(client: PageClient, db: Any) -> None:
    text = client.get(f"/produk/{world.goods().made.slug}").text
    assert data_of(text)["offers"]["availability"] == Availability.MADE
    assert availability(can_be_had=False, made=True) is Availability.OUT


def test_several_choices_have_a_lowest_and_a_highest_price(client: PageClient, db: Any) -> None:
    slug = shelves.fill([Good("Keset Dua Ukuran", prices=(45_000, 90_000))])["Keset Dua Ukuran"]
    offer = data_of(client.get(f"/produk/{slug}").text)["offers"]
    assert offer["@type"] == "AggregateOffer"
    assert (offer["lowPrice"], offer["highPrice"], offer["offerCount"]) == (45_000, 90_000, 2)


def test_text_of_users_stays_text(client: PageClient, db: Any) -> None:
    story = 'Cerita </script><script>alert("1")</script> & <!-- selesai.'
    ready, neighbour = two_gifts()
    a_bundle({ready: 1, neighbour: 1}, name='Hias "<b>', story=story)
    text = client.get("/set/hias-b").text
    assert data_of(text)["description"] == story
    assert 'alert("1")</script>' not in text
    assert meta(text, "og:title") == "Set Hias &#34;&lt;b&gt;"


def test_the_shelf_has_an_address_for_each_occasion_and_place_and_none_for_the_rest(
    client: PageClient, bundle: Bundle
) -> None:
    page = "/oleh-oleh-resmi"
    text = client.get(f"{page}?acara=rapat&daerah=banten&harga=25000-50000&cerita=1&urut=termurah").text
    assert canonical(text).endswith(f"{page}?acara=rapat&amp;daerah=banten")
    assert "<title>Oleh-oleh resmi untuk rapat dan seminar dari Banten | Gerai</title>" in text
    whole = client.get(page).text
    assert canonical(whole).endswith(page)
    listed = data_of(whole)["mainEntity"]["itemListElement"]
    assert [one["name"] for one in listed] == ["Set Dua Rumah", "Keset Tetangga", "Keset Perca"]
    assert [one["position"] for one in listed] == [1, 2, 3]
    assert "2 barang dan set" in (meta(whole, "description") or "")


def addresses_in(client: PageClient) -> list[str]:
    """Every address of every list that the index names, without the shop's own."""
    index = re.findall(r"<loc>([^<]*)</loc>", client.get("/sitemap.xml").text)
    root = index[0].removesuffix("/sitemap/toko.xml")
    lists = [client.get(one.removeprefix(root)).text for one in index]
    return [one.removeprefix(root) for text in lists for one in re.findall(r"<loc>([^<]*)</loc>", text)]


def test_the_list_of_addresses_names_what_is_on_show_and_each_opens(
    client: PageClient, bundle: Bundle
) -> None:
    found = addresses_in(client)
    assert len(found) == len(set(found))
    assert {
        "/", "/oleh-oleh-resmi", "/set", "/set/dua-rumah", "/kategori/keset", "/daerah/kota-tangerang",
        "/gerai/rumah-perca", "/produk/keset-perca",
    } <= set(found)  # fmt: skip
    assert {client.get(path).status_code for path in found} == {200}
    assert "/sitemap.xml" in client.get("/robots.txt").text


def test_what_is_not_on_show_is_in_no_list(client: PageClient, bundle: Bundle) -> None:
    a_draft({world.goods().ready: 1}, name="Belum Jadi")
    bundles.withdraw(world.actor(world.CURATOR), bundle.id, "Pembuatnya pindah.")
    drafts.remove(world.actor(world.SELLER), world.goods().ready.slug)
    found = addresses_in(client)
    assert [one for one in found if "/set/" in one or "keset-perca" in one] == []


def test_a_list_that_holds_nothing_is_not_there(client: PageClient, db: Any) -> None:
    last = world.goods().ready.id // addresses.PART
    for part in (last + 7, 10**30):
        assert client.get(f"/sitemap/barang-{part}.xml").status_code == 404


def test_each_list_asks_one_or_two_statements(client: PageClient, bundle: Bundle) -> None:
    part = world.goods().ready.id // addresses.PART
    for path, most in (("/sitemap.xml", 1), ("/sitemap/toko.xml", 2), (f"/sitemap/barang-{part}.xml", 1)):
        with statements() as seen:
            client.get(path)
        assert len(seen) <= most, path
