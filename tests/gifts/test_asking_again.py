"""A draft that came back says why, a refused page keeps what it showed, another like it begins with what is known, and a hand-over
says what was no part of it."""

import re
from datetime import date
from typing import Any

import pytest

from app.base import clock
from app.gifts.models import GiftRequest
from app.gifts.rules.life import Kind
from app.gifts.service import deciding
from app.orders.service import parcels
from tests.gifts.test_officers_pages import NEW, fields, page_of, stored
from tests.support import gifts, handover, world
from tests.support.buying import said
from tests.support.pages import PageClient


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found, name
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


def test_what_the_head_wrote_stands_above_the_plan(officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    assert "mengembalikan permintaan ini" not in officer.get(page_of(request)).text
    gifts.submitted(request)
    deciding.send_back(gifts.the_head(), request.id, "Kurangi <b>dua</b> tamu.")
    page = officer.get(page_of(request)).text
    told = page.index("Bu Kepala mengembalikan permintaan ini.")
    assert told < page.index("Kurangi &lt;b&gt;dua&lt;/b&gt; tamu.") < page.index("Siapa membuat apa")
    gifts.submitted(request)
    assert "mengembalikan permintaan ini" not in officer.get(page_of(request)).text


def test_a_draft_whose_head_did_not_answer_says_that_nothing_is_held(officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    order = gifts.submitted(request)
    with clock.at(world.SUNDAY + gifts.HOLD * 2):
        parcels.expire(order.id)
        page = officer.get(page_of(request)).text
    assert "Kepala belum menjawab sampai batasnya" in page


def test_a_plan_that_can_be_kept_says_so_first_and_leads_to_asking_the_head(officer: PageClient) -> None:
    page = officer.get(page_of(gifts.drafted(gifts.an_official_maker("Satu", stock=30)))).text
    told = page.index("Semua 20 bisa ada sebelum")
    assert told < page.index('href="#ajukan"') < page.index("Siapa membuat apa") < page.index('id="ajukan"')
    short = officer.get(page_of(gifts.drafted(gifts.an_official_maker("Dua", stock=3), recipients=60))).text
    assert "bisa ada sebelum" not in short


def test_of_a_set_that_falls_short_the_thing_that_is_lacking_is_named(officer: PageClient) -> None:
    many, few = gifts.an_official_maker("Banyak", stock=90), gifts.an_official_maker("Sedikit", stock=8)
    page = officer.get(page_of(gifts.drafted(many, few, may_split=False))).text
    assert "hanya" in page and "8 dari 20" in page
    assert "Yang kurang: <b>Keset Sedikit</b> 12 buah." in page


def test_a_refused_page_offers_goods_again_and_its_address_has_no_fragment(officer: PageClient) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    variant = world.variant_of(ready).id
    answer = officer.send(NEW, **fields(ready, things=[])).text
    assert "Pilih dulu barang atau set yang akan diberikan." in answer
    assert f'name="add" value="{variant}"' in answer
    assert f'method="post" action="{NEW}"' in answer
    looked = officer.send(NEW, **fields(ready, recipients="0", looked="barang", things=[])).text
    assert f'name="add" value="{variant}"' in looked and stored() == []


def test_fewer_recipients_forget_their_kinds_and_the_page_says_so(officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30), kinds={Kind.OFFICIAL: 10})
    alter = f"{page_of(request)}/sesuaikan"
    sent = officer.send(page_of(request), to=alter, recipients="12")
    assert "golongan penerimanya" not in said(officer, sent)
    sent = officer.send(page_of(request), to=alter, recipients="8")
    assert "Rincian golongan penerimanya kami kosongkan" in said(officer, sent)
    assert [(one.recipients, one.kinds) for one in stored()] == [(8, {})]


def test_a_request_like_another_begins_with_all_of_it_but_how_many_receive(
    signed_in: Any, officer: PageClient
) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    request = gifts.drafted(ready, theme="khas pesisir", document_number="027/1/2026")
    assert f"{NEW}?seperti={request.id}" in officer.get(page_of(request)).text
    page = officer.get(f"{NEW}?seperti={request.id}").text
    written = {
        name: value_of(page, name) for name in ("event", "handover_on", "budget", "theme", "recipients")
    }
    assert written == {
        "event": "Rapat Kerja Daerah",
        "handover_on": "2026-12-21",
        "budget": "500.000",
        "theme": "khas pesisir",
        "recipients": "",
    }
    assert value_of(page, "things") == str(world.variant_of(ready).id)
    assert len(stored()) == 1
    with clock.at(world.SUNDAY.replace(year=2027)):
        page = signed_in(world.OFFICER).get(f"{NEW}?seperti={request.id}").text
        assert value_of(page, "handover_on") == ""


@pytest.mark.parametrize("asked", ["x", "999999", "-1", "1e9", "%00"])
def test_a_request_like_one_that_is_not_hers_is_not_found(officer: PageClient, asked: str) -> None:
    assert officer.get(f"{NEW}?seperti={asked}").status_code in (200, 404)
    assert stored() == []


def test_a_request_like_one_of_another_agency_is_not_found(signed_in: Any, officer: PageClient) -> None:
    request: GiftRequest = gifts.drafted(gifts.an_official_maker("Siap", stock=30))
    stranger = signed_in(world.OTHER_OFFICER)
    assert stranger.get(f"{NEW}?seperti={request.id}").status_code == 404
    assert request.handover_on == date(2026, 12, 21)


def test_before_its_day_the_hand_over_stands_behind_the_parts_and_from_then_on_first(
    signed_in: Any, officer: PageClient
) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    page = officer.get(page_of(request)).text
    assert page.index("Bagian tiap pembuat") < page.index("Catat serah terima")
    with clock.at(handover.THAT_DAY):
        page = signed_in(world.OFFICER).get(page_of(request)).text
    assert page.index("Catat serah terima") < page.index("Bagian tiap pembuat")


def test_a_part_that_was_not_there_on_the_day_is_named_as_no_part_of_the_hand_over(
    officer: PageClient,
) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(one, two)
    handover.sent(request, "Gerai Satu")
    handover.handed_over(request, {"Gerai Satu": 20})
    page = officer.get(page_of(request)).text
    assert "<b>Tidak ikut diserahkan:</b> 20 Keset Dua dari Gerai Dua." in page
    whole = handover.ready(gifts.an_official_maker("Tiga", stock=30))
    handover.handed_over(whole)
    assert "Tidak ikut diserahkan" not in officer.get(page_of(whole)).text
