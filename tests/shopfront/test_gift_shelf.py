"""The page of the gift shelf: filters that keep each other, honest numbers, and what to loosen where nothing is found."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules.cabin import cabin_on
from app.catalog.rules.gift_shelf import bands
from app.catalog.rules.occasions import occasions
from app.shopfront.rules.gifts import read_choice
from tests.support import shelves, world
from tests.support.counting import statements
from tests.support.forms import forms_of
from tests.support.pages import PageClient
from tests.support.shelves import Good

PAGE = "/oleh-oleh-resmi"
TODAY = world.SUNDAY.date()
FAR = TODAY + timedelta(days=200)
TALE = {**world.MAT, "meaning": "Motif dari nenek."}
GIFTS = (
    Good("Keset Hormat", prices=(30_000,), gift_until=FAR, occasions=("tamu-dinas", "rapat", "lomba"), facts=TALE),
    Good("Keset Rapat", prices=(60_000,), gift_until=TODAY + timedelta(days=20), occasions=("rapat",), packed=(30, 20, 5)),
    Good("Keset Pesta", prices=(120_000,), gift_until=FAR, occasions=("pernikahan",), village=world.SURABAYA, gerai="Jauh"),
    Good("Keset Habis", prices=(15_000,), gift_until=FAR, stock=0),
    Good("Keset Biasa", prices=(15_000,)),
)  # fmt: skip


@pytest.fixture
def filled(db: Any) -> None:
    shelves.fill(GIFTS)


def names(text: str) -> list[str]:
    return re.findall(r'<h3 class="card__name"><a [^>]*>([^<]*)</a>', text)


def links(text: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(rf'href="({PAGE}[^"]*)"', text)]


def card(text: str, name: str) -> str:
    return next(one for one in text.split('<li class="card">') if f">{name}</a>" in one)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["Keset Habis", "Keset Pesta", "Keset Rapat", "Keset Hormat"]),
        ("acara=rapat", ["Keset Rapat", "Keset Hormat"]),
        ("harga=25000-50000", ["Keset Hormat"]),
        ("harga=50000-100000&acara=rapat", ["Keset Rapat"]),
        ("daerah=jawa-timur", ["Keset Pesta"]),
        ("daerah=kota-surabaya&acara=pernikahan", ["Keset Pesta"]),
        ("cerita=1", ["Keset Hormat"]),
        ("kabin=1", ["Keset Rapat"]),
        ("sampai=2027-01-01&acara=rapat", ["Keset Hormat"]),
        ("sebelum=2026-11-24", ["Keset Pesta", "Keset Rapat", "Keset Hormat"]),
        ("sebelum=2026-11-24&acara=rapat&cerita=1", ["Keset Hormat"]),
        ("urut=termurah", ["Keset Habis", "Keset Hormat", "Keset Rapat", "Keset Pesta"]),
        ("urut=terlama", ["Keset Habis", "Keset Pesta", "Keset Hormat", "Keset Rapat"]),
        ("urut=besok&daerah=&harga=&acara=", ["Keset Habis", "Keset Pesta", "Keset Rapat", "Keset Hormat"]),
    ],
)
def test_each_filter_and_all_together(
    client: PageClient, filled: None, query: str, wanted: list[str]
) -> None:
    assert names(client.get(f"{PAGE}?{query}").text) == wanted


ALL = (
    "acara=rapat&harga=25000-50000&daerah=banten&sampai=2027-01-01&sebelum=2026-12-24&cerita=1&urut=termurah"
)


def test_what_is_chosen_stays_when_another_thing_changes(client: PageClient, filled: None) -> None:
    text = client.get(f"{PAGE}?{ALL}").text
    assert names(text) == ["Keset Hormat"]
    kept = {
        "acara": "tamu-dinas", "harga": "25000-50000", "daerah": "banten", "sampai": "2027-01-01",
        "sebelum": "2026-12-24", "cerita": "1", "urut": "termurah",
    }  # fmt: skip
    other = next(one for one in links(text) if "acara=tamu-dinas" in one)
    assert dict(pair.split("=") for pair in other.split("?")[1].split("&")) == kept
    newest = next(one for one in links(text) if "urut=" not in one and "acara=rapat" in one)
    assert "harga=25000-50000" in newest and "cerita=1" in newest
    form = next(one for one in forms_of(text) if "sebelum" in one.typed)
    assert form.method == "get"
    sent = dict(form.values)
    assert sent == {**kept, "acara": "rapat"}
    # each chip takes only itself away
    for name in ("harga", "daerah", "sampai", "sebelum", "cerita"):
        gone = next(
            one for one in links(text) if f"{name}=" not in one and one.count("&") == ALL.count("&") - 1
        )
        assert "acara=rapat" in gone


def test_numbers_say_what_each_choice_would_find(client: PageClient, filled: None) -> None:
    text = client.get(PAGE).text
    assert "4 barang</h2>" in text
    assert re.search(r"Rapat dan seminar <small>2<", text)
    assert re.search(r"Pernikahan <small>1<", text)
    assert "Hari raya" not in text  # nothing is for it
    assert re.search(r"Rp50\.000–100\.000 <small>1<", text)
    assert re.search(r"Muat di bagasi kabin <small>1<", text)
    text = client.get(f"{PAGE}?acara=rapat").text
    assert "2 barang</h2>" in text
    assert not re.search(r"Rp100\.000–250\.000", text)


def test_a_card_says_what_it_is_for_and_until_when_where_that_matters(
    client: PageClient, filled: None
) -> None:
    text = client.get(PAGE).text
    assert "Tamu dinas, Rapat dan seminar, 1 lagi" in card(text, "Keset Hormat")
    assert "Ada ceritanya" in card(text, "Keset Hormat")
    assert "Resmi sampai" not in card(text, "Keset Hormat")
    assert "Resmi sampai Sab, 12 Des" in card(text, "Keset Rapat")
    assert "Ada ceritanya" not in card(text, "Keset Rapat")
    asked = client.get(f"{PAGE}?sampai=2026-12-01").text
    assert "Resmi sampai Kam, 10 Jun 2027" in card(asked, "Keset Hormat")
    # elsewhere a card stays as it was
    assert "Ada ceritanya" not in client.get("/cari?q=hormat").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("acara=besok", "Acara “besok” tidak ada di daftar, jadi semua acara ditampilkan."),
        ("acara=<script>", "Acara “<script>” tidak ada di daftar, jadi semua acara ditampilkan."),
        ("harga=1-2", "Kisaran harga itu tidak ada di daftar, jadi semua harga ditampilkan."),
        ("daerah=atlantis", "Daerah “atlantis” belum dikenal, jadi semua daerah ditampilkan."),
        ("sebelum=besok", "Tanggal “besok” belum terbaca, jadi belum dipakai menyaring."),
        ("sampai=2026-13-45", "Tanggal “2026-13-45” belum terbaca, jadi belum dipakai menyaring."),
        ("sebelum=2026-11-22", "Minggu, 22 November sudah lewat, jadi belum dipakai menyaring. Pilih tanggal sesudah"),
        ("sampai=2026-11-21", "Sabtu, 21 November sudah lewat, jadi belum dipakai menyaring. Pilih hari ini atau"),
        ("sampai=0001-01-01", "sudah lewat, jadi belum dipakai menyaring."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_narrows_nothing(
    client: PageClient, filled: None, query: str, sentence: str
) -> None:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    assert sentence in html.unescape(answer.text) and "“<script>”" not in answer.text
    assert len(names(answer.text)) == 4


def test_a_day_that_is_none_stays_in_its_field_with_its_error(client: PageClient, filled: None) -> None:
    text = client.get(f"{PAGE}?sampai=kapan-kapan&acara=rapat").text
    field = re.search(r'<input id="sampai"[^>]*>', text)
    assert field and 'value="kapan-kapan"' in field[0] and 'aria-invalid="true"' in field[0]
    assert 'id="sampai-salah"' in text
    assert names(text) == ["Keset Rapat", "Keset Hormat"]


def test_the_last_day_of_all_is_a_day(client: PageClient, filled: None) -> None:
    text = client.get(f"{PAGE}?sampai=9999-12-31").text
    assert names(text) == [] and "masih resmi Jum, 31 Des 9999" in text


def test_where_nothing_is_found_each_single_thing_to_loosen_has_its_number(
    client: PageClient, filled: None
) -> None:
    text = client.get(f"{PAGE}?acara=rapat&harga=25000-50000&kabin=1").text
    assert names(text) == [] and "Belum ada yang memenuhi semuanya" in text
    offered = re.findall(r'href="([^"]*)">Tanpa “([^”]*)”: (\d+) barang', text)
    assert [(words, number) for _, words, number in offered] == [
        ("Rp25.000–50.000", "1"),
        ("muat di bagasi kabin", "1"),
    ]
    for address, _, number in offered:
        assert len(names(client.get(html.unescape(address)).text)) == int(number)


def test_where_no_single_thing_helps_the_whole_shelf_is_one_step_away(
    client: PageClient, filled: None
) -> None:
    text = client.get(f"{PAGE}?acara=pernikahan&harga=25000-50000&kabin=1").text
    assert "Semua oleh-oleh resmi: 4 barang" in text and "Tanpa “" not in text


def test_a_day_too_early_gets_the_first_day_on_which_it_can_be_done(client: PageClient, filled: None) -> None:
    text = client.get(f"{PAGE}?sebelum=2026-11-23&acara=rapat").text
    assert "Belum ada yang bisa siap sebelum Sen, 23 Nov" in text
    assert "Paling cepat Senin, 23 November." in text
    onwards = re.search(r'href="([^"]*)">Lihat yang siap hari itu', text)
    assert onwards and names(client.get(html.unescape(onwards[1])).text) == ["Keset Rapat", "Keset Hormat"]
    freely = re.search(r'href="([^"]*)">Tanpa tanggal: 2 barang', text)
    assert freely and names(client.get(html.unescape(freely[1])).text) == ["Keset Rapat", "Keset Hormat"]
    client.send("/kirim-ke", place=world.CITY, place_words="")
    text = client.get(f"{PAGE}?sebelum=2026-11-24").text
    assert "Belum ada yang bisa sampai sebelum Sel, 24 Nov" in text and "Bisa sampai sebelum" in text


def test_a_day_says_how_many_of_how_many_can_be_had(client: PageClient, filled: None) -> None:
    assert "3 dari 4 barang" in client.get(f"{PAGE}?sebelum=2026-11-24").text


def test_without_any_gift_the_page_says_so_whatever_is_asked(client: PageClient) -> None:
    for query in ("", "?acara=rapat&sebelum=abc"):
        text = client.get(PAGE + query).text
        assert "Belum ada oleh-oleh resmi" in text and 'name="harga"' not in text


def test_a_long_shelf_is_walked_by_key_with_all_that_was_chosen(client: PageClient) -> None:
    shelves.fill([Good(f"Gelas {at:02d}", gift_until=FAR, occasions=("rapat",)) for at in range(30)])
    first = client.get(f"{PAGE}?acara=rapat&urut=termurah").text
    onwards = re.search(r'href="([^"]*dari=[^"]*)">Berikutnya', first)
    assert onwards and "30 barang</h2>" in first
    address = html.unescape(onwards[1])
    assert "acara=rapat" in address and "urut=termurah" in address
    second = client.get(address).text
    assert len(names(first)) == 24 and len(names(second)) == 6
    assert not set(names(first)) & set(names(second))
    # a choice begins at the beginning again
    assert all("dari=" not in one for one in links(second) if "acara=rapat" not in one)


@pytest.mark.parametrize(
    "query", ["", f"?{ALL}", "?kabin=1&urut=terlama", "?acara=lomba&cerita=1&harga=0-25000"]
)
def test_a_full_shelf_asks_three_statements_however_much_stands_on_it(
    client: PageClient, filled: None, query: str
) -> None:
    client.get(PAGE + query)
    with statements() as few:
        client.get(PAGE + query)
    shelves.fill([Good(f"Gelas {at}", gift_until=FAR, gerai=f"G{at % 9}") for at in range(60)])
    with statements() as many:
        client.get(PAGE + query)
    assert len(many) <= len(few) <= 3, "\n".join(few)


@given(
    st.dictionaries(
        st.sampled_from(["acara", "harga", "daerah", "sebelum", "sampai", "cerita", "kabin", "urut"]),
        st.text(max_size=20)
        | st.sampled_from(["rapat", "0-25000", "banten", "2027-01-01", "1", "01/01/2027"]),
    )
)
@settings(deadline=None, max_examples=100)
def test_whatever_stands_in_the_address_is_a_wish_or_a_sentence(arguments: dict[str, str]) -> None:
    cabin = cabin_on(TODAY)
    chosen = read_choice(arguments, TODAY, cabin)
    asked = {name: value.strip() for name, value in arguments.items() if value.strip()}
    assert chosen.wish.occasion in {None, *(one.code for one in occasions())}
    assert chosen.wish.band in {None, *bands()}
    said = len(chosen.problems)
    unread = [
        "acara" in asked and chosen.wish.occasion is None,
        "harga" in asked and chosen.wish.band is None,
        "daerah" in asked and not chosen.region,
        "sebelum" in asked and chosen.ready.day is None,
        "sampai" in asked and chosen.wish.until is None,
    ]
    assert said == sum(unread)
    assert chosen.wish.until is None or chosen.wish.until >= TODAY
    assert chosen.ready.day is None or chosen.ready.day > date(2026, 11, 22)


def test_what_nobody_measured_is_counted_as_unknown(client: PageClient, filled: None) -> None:
    assert (
        "Ukuran 3 barang belum ditulis pembuatnya, jadi belum diketahui dan tidak ikut."
        in client.get(PAGE).text
    )
    assert "belum ditulis pembuatnya" not in client.get(f"{PAGE}?harga=50000-100000").text


def test_a_card_says_where_only_another_choice_has_the_price(client: PageClient, db: Any) -> None:
    shelves.fill([Good("Keset Dua Harga", prices=(30_000, 120_000), gift_until=FAR)])
    words = "Ada pilihan Rp100.000–250.000"
    assert words in client.get(f"{PAGE}?harga=100000-250000").text
    assert "Ada pilihan" not in client.get(f"{PAGE}?harga=25000-50000").text
