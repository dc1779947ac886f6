"""The public proof of a certificate says the little that it may, and helps whoever mistyped its code."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import NotFound
from app.training import queries, service
from app.training.models import Certificate
from app.training.rules import code_in, new_code
from tests.support import world
from tests.support.forms import filled
from tests.support.pages import PageClient

NEVER = (
    "P2WKSS", "Program rahasia", "Sasaran", "rahasia", "Tempat", "Penyelenggara", "Dinas Uji", "Ibu Lain",
    "0812", "Cipondoh", "/dinas",
)  # fmt: skip
"""Programme, target group, place, host, agency, class list: none of it is the public's business."""


@pytest.fixture
def held(db: Any) -> Certificate:
    maker = world.a_maker("Yati Rahmawati", skills=())
    certificate = world.a_certificate(world.actor(world.OFFICER), maker.person_id, "Payet")
    participant, _ = queries.participant(world.actor(world.OFFICER), certificate.participant_id)
    service.enrol(
        world.actor(world.OFFICER), participant.training_id, name="Ibu Lain", identity=None, known_id=None
    )
    return certificate


def words_of(html: str) -> str:
    """The page's own words, without frame and tags."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2]).split())


def test_skill_year_region_and_that_it_holds(client: PageClient, held: Certificate) -> None:
    answer = client.get(f"/verifikasi/{held.code}")
    assert answer.status_code == 200
    assert words_of(answer.text) == (
        "Sertifikat ini asli dan berlaku Lulus pelatihan Payet Tahun 2026 Daerah penerbit Kota Tangerang "
        f"Nomor {held.number} Kode {held.code} "
        "Halaman ini hanya menyebut keterampilan, tahun, dan daerah. Nama tampil kalau pemiliknya mau."
    )


@pytest.mark.parametrize("state", ["silent", "named", "revoked"])
def test_programme_target_group_place_and_class_never_stand_there(
    client: PageClient, held: Certificate, state: str
) -> None:
    if state == "named":
        service.show_name(world.people.actor_of(held.person_id), held.id, "Bu Yati")
    if state == "revoked":
        service.revoke_certificate(world.actor(world.OFFICER), held.id, "Keliru orang")
    answer = client.get(f"/verifikasi/{held.code}")
    said = answer.text.partition("<main")[2].partition("</main>")[0] + str(answer.headers)
    said += answer.text.partition("</head>")[0]
    assert [word for word in NEVER if word.lower() in said.lower()] == []
    assert "Keliru orang" not in answer.text
    assert "Rahmawati" not in answer.text


def test_the_page_is_for_nobodys_search_engine(client: PageClient, held: Certificate) -> None:
    for path in (f"/verifikasi/{held.code}", "/verifikasi/ABCDEFGHJK", "/verifikasi?kode=ABCDEFGHJK"):
        answer = client.get(path)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.text
    assert "noindex" not in client.get("/verifikasi").text


def test_her_name_stands_there_only_as_long_as_she_wants(
    client: PageClient, held: Certificate, db: Any
) -> None:
    browser = client.application.test_client()
    assert isinstance(browser, PageClient)
    her = world.people.person(held.person_id)
    browser.sign_in(str(her.phone), world.PASSWORD)
    mine, public = f"/penjual/sertifikat/{held.id}", f"/verifikasi/{held.code}"
    assert browser.send(mine, show="y", name="Bu Yati Payet").location == mine
    assert "Bu Yati Payet" in client.get(public).text
    browser.send(mine, show="y", name="")
    assert "Yati Rahmawati" in client.get(public).text
    browser.send(mine, name="Bu Yati Payet")
    assert "Yati" not in client.get(public).text
    browser.send(mine, show="y", name="Bu Yati Payet")
    service.revoke_certificate(world.actor(world.OFFICER), held.id, "Keliru")
    page = client.get(public)
    assert page.status_code == 200
    assert "Sertifikat ini sudah dicabut" in page.text
    assert "Yati" not in page.text


def test_a_strangers_certificate_is_not_hers_to_name(signed_in: Any, held: Certificate, db: Any) -> None:
    browser = signed_in(world.OTHER_SELLER)
    token = browser.token("/penjual/gerai/cerita")
    path = f"/penjual/sertifikat/{held.id}"
    assert browser.get(path).status_code == 404
    assert browser.post(path, data={"csrf_token": token, "show": "y", "name": "Saya"}).status_code == 404
    with pytest.raises(NotFound):
        service.show_name(world.actor(world.OTHER_SELLER), held.id, "Saya")
    db.refresh(held)
    assert held.shown_name is None


# -- codes as people type them ----------------------------------------------------------------


@pytest.mark.parametrize("write", [str, str.lower, lambda code: f"  {code[:5]} - {code[5:].lower()} "])
def test_a_code_is_read_however_it_is_written(client: PageClient, held: Certificate, write: Any) -> None:
    asked = client.get("/verifikasi", query_string={"kode": write(held.code)})
    assert asked.location == f"/verifikasi/{held.code}"
    assert client.get(f"/verifikasi/{write(held.code).strip()}").status_code == 200


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["", " ", "-", " - ", ".", "\t"]), min_size=11, max_size=11), st.booleans())
def test_what_stands_between_the_letters_does_not_matter(gaps: list[str], small: bool) -> None:
    code = new_code()
    typed = "".join(gap + letter for gap, letter in zip(gaps, code, strict=False)) + gaps[-1]
    assert code_in(typed.lower() if small else typed) == code


@pytest.mark.parametrize("typed", ["o1il-0OLI ab", "ABCDEFGHJK", "---", "'\"><b>", "A\x00B", "é" * 300])
def test_an_unknown_code_leads_back_to_the_field(client: PageClient, held: Certificate, typed: str) -> None:
    answer = client.get("/verifikasi", query_string={"kode": typed})
    assert answer.status_code == 404
    assert "Kode ini belum kami temukan." in answer.text
    assert "tanpa angka 0 dan 1, tanpa huruf O, I, dan L" in answer.text
    assert filled(answer.text, "kode") == {"kode": [typed]}
    assert 'action="/verifikasi"' in answer.text


def test_an_unknown_code_in_the_address_leads_to_the_field_too(client: PageClient) -> None:
    answer = client.get("/verifikasi/abcde-fghjk")
    assert answer.status_code == 404
    assert "<h1>Periksa sertifikat</h1>" in answer.text
    assert filled(answer.text, "kode") == {"kode": ["abcde-fghjk"]}


@pytest.mark.parametrize("query", ["", "?kode=", "?kode=%20%20"])
def test_without_a_code_there_is_nothing_to_refuse(client: PageClient, query: str) -> None:
    answer = client.get(f"/verifikasi{query}")
    assert answer.status_code == 200
    assert "belum kami temukan" not in answer.text
