"""An officer writes a request on her pages, sees who can do it by when, and asks her head; her head agrees or sends it back."""

import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.catalog.models import Product
from app.db.session import session
from app.gifts.models import GiftNeed, GiftRequest
from app.gifts.rules.life import RequestState, Scope
from tests.support import bundles, gifts, world
from tests.support.buying import said
from tests.support.counting import statements
from tests.support.pages import PageClient

NEW = "/dinas/cinderamata/baru"
EVIL = "<script>alert(1)</script> {{ 7 * 7 }} ' OR 1=1 --"


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


@pytest.fixture
def head(signed_in: Any) -> PageClient:
    gifts.the_head()
    browser: PageClient = signed_in(gifts.HEAD_PHONE)
    return browser


def fields(*products: Product, **changes: Any) -> dict[str, Any]:
    """A filled form for one piece of each of these."""
    variants = [world.variant_of(one).id for one in products]
    return {
        "agency": str(gifts.agency_id()),
        "event": "Rapat Kerja Daerah",
        "occasion": "rapat",
        "handover_on": "2026-12-21",
        "place": world.NEXT_DOOR,
        "street": "Jl. Daan Mogot No. 1",
        "contact": "Ratna Petugas",
        "phone": "0812-0000-1002",
        "recipients": "20",
        "kind_civil_servant": "5",
        "budget": "500.000",
        "things": [str(one) for one in variants],
        **{f"each-{one}": "1" for one in variants},
        "scope": "city",
        "may_split": "y",
        "post": "",
        "signer": "Bu Kepala",
        "signer_post": "Kepala Dinas Uji",
        "method": "direct",
        "funds": "apbd",
        **changes,
    }


def stored() -> list[GiftRequest]:
    session().expire_all()
    return list(session().scalars(sa.select(GiftRequest).order_by(GiftRequest.id)))


def needs() -> list[tuple[int, int, bool]]:
    rows = session().scalars(
        sa.select(GiftNeed).where(GiftNeed.dropped_at.is_(None)).order_by(GiftNeed.position)
    )
    return [(one.variant_id, one.pieces_each, one.is_box) for one in rows]


def page_of(request: GiftRequest) -> str:
    return f"/dinas/cinderamata/{request.id}"


def test_the_empty_list_says_how_it_goes(officer: PageClient) -> None:
    page = officer.get("/dinas/cinderamata").text
    assert "Belum ada permintaan cinderamata" in page and NEW in page


def test_a_request_is_written_and_its_page_says_who_makes_what_by_when(officer: PageClient) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    sent = officer.send(NEW, **fields(ready))
    assert sent.status_code == 303
    (made,) = stored()
    assert (made.event, made.recipients, made.budget, made.handover_on) == (
        "Rapat Kerja Daerah", 20, 500_000, date(2026, 12, 21),
    )  # fmt: skip
    assert (made.state, made.scope, made.kinds) == (RequestState.DRAFT, Scope.CITY, {"civil_servant": 5})
    assert made.occasion == "rapat"
    assert needs() == [(world.variant_of(ready).id, 1, False)]
    page = officer.get(sent.location).text
    for words in (
        "Siapa membuat apa",
        "Gerai Siap",
        "Rp900.000",
        "Hari demi hari",
        "Serah terima",
        "Ajukan ke kepala",
    ):
        assert words in page
    assert "Rancangan" in officer.get("/dinas/cinderamata").text


def test_things_are_looked_for_taken_in_and_out_without_script_and_nothing_typed_is_lost(
    officer: PageClient,
) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    box = gifts.an_official_maker("Kotak", stock=50)
    variant, boxed = world.variant_of(ready).id, world.variant_of(box).id
    looked = officer.send(NEW, **fields(event=EVIL, words="Siap", look="barang")).text
    assert f'name="add" value="{variant}"' in looked and "&lt;script&gt;" in looked
    added = officer.send(NEW, **fields(add=str(variant), words="Kotak", looked="kotak", event="Rapat")).text
    assert f'name="things" value="{variant}"' in added and 'value="Rapat"' in added
    assert f'name="add" value="{boxed}-kotak"' in added
    assert "Rp45.000</b> untuk satu penerima" in added
    out = officer.send(NEW, **fields(ready, drop=str(variant))).text
    assert f'name="things" value="{variant}"' not in out
    assert stored() == []
    both = fields(
        ready, things=[str(variant), f"{boxed}-kotak"], **{f"each-{variant}": "2", f"each-{boxed}": "1"}
    )
    assert officer.send(NEW, **both).status_code == 303
    assert needs() == [(variant, 2, False), (boxed, 1, True)]


def test_a_good_that_she_comes_from_stands_in_the_form(officer: PageClient) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    page = officer.get(f"{NEW}?barang={world.variant_of(ready).id}").text
    assert f'name="things" value="{world.variant_of(ready).id}"' in page
    assert officer.get(f"{NEW}?barang=99999999999999999999").status_code == 200


def test_a_set_that_buyers_see_becomes_what_each_recipient_gets(officer: PageClient) -> None:
    one, two = bundles.two_gifts()
    bundle = bundles.a_bundle({one: 1, two: 3})
    page = officer.get(f"{NEW}?set={bundle.slug}").text
    variants = [world.variant_of(product).id for product in (one, two)]
    assert [f'name="things" value="{variant}"' in page for variant in variants] == [True, True]
    assert f'name="each-{variants[1]}" value="3"' in page
    assert officer.get(f"{NEW}?set=tidak-ada").status_code == 200


BAD = {
    "past": ({"handover_on": "2026-11-22"}, "Hari serah terimanya harus setelah hari ini."),
    "far": ({"handover_on": "2027-12-01"}, "Pilih hari serah terima paling jauh 180 hari lagi"),
    "no day": ({"handover_on": ""}, "Pilih hari serah terimanya."),
    "nobody": ({"recipients": "0"}, "Tulis berapa orang yang menerima, dari 1 sampai 5.000."),
    "less than nobody": ({"recipients": "-3"}, "Tulis berapa orang yang menerima, dari 1 sampai 5.000."),
    "kinds": ({"kind_public": "16"}, "Rincian penerima lebih banyak daripada jumlah penerimanya."),
    "budget": ({"budget": "40.000"}, "Isinya Rp45.000 per penerima, padahal anggarannya Rp40.000."),
    "nothing": ({"things": []}, "Pilih dulu barang atau set yang akan diberikan."),
    "gone": ({"things": ["999999"]}, "Barang ini tidak dijual lagi. Hapus, lalu pilih yang lain."),
    "place": ({"place": ""}, "kelurahan atau kode pos, lalu tekan Cari."),
    "scope": ({"scope": "moon"}, "Pilih salah satu dari daftar."),
    "occasion": ({"occasion": "besok"}, "Pilih salah satu dari daftar."),
    "method": ({"method": "gift"}, "Pilih salah satu dari daftar."),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    officer: PageClient, case: str
) -> None:
    changes, sentence = BAD[case]
    ready = gifts.an_official_maker("Siap", stock=30)
    answer = officer.send(NEW, **fields(ready, theme="khas pesisir", **changes))
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1 and 'class="field__error"' in answer.text
    assert 'value="khas pesisir"' in answer.text and stored() == []


def test_pieces_that_are_no_number_are_said_at_the_thing(officer: PageClient) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    variant = world.variant_of(ready).id
    answer = officer.send(NEW, **fields(ready, **{f"each-{variant}": "dua"})).text
    assert "Tulis berapa buah untuk tiap penerima, dari 1 sampai 99." in answer
    assert 'value="dua"' in answer and stored() == []


def test_what_the_region_cannot_make_is_said_with_three_ways_out_and_one_press_takes_one(
    officer: PageClient,
) -> None:
    made = gifts.an_official_maker("Satu", per_day=2)
    far = gifts.an_official_maker("Jauh", stock=90, village="36.03.01.1001")
    del far
    request = gifts.drafted(made, recipients=60, handover_on=date(2026, 12, 14))
    page = officer.get(page_of(request)).text
    assert 'Senin, 14 Desember</span> hanya <span class="nb">34 dari 60' in page
    assert "Serah terima Kamis, 31 Desember" in page and "Untuk 34 penerima saja" in page
    assert "Ajak pembuat dari Banten" in page and "Ajukan ke kepala" not in page
    alter = f"{page_of(request)}/sesuaikan"
    changed = officer.send(page_of(request), to=alter, day="2026-12-31")
    assert "Sudah disesuaikan." in said(officer, changed)
    assert "Ajukan ke kepala" in officer.get(page_of(request)).text
    assert [one.handover_on for one in stored()] == [date(2026, 12, 31)]
    officer.send(page_of(request), to=alter, recipients="34", scope="province", split="1")
    assert [(one.recipients, one.scope) for one in stored()] == [(34, Scope.PROVINCE)]
    refused = officer.send(page_of(request), to=alter, day="2026-11-01")
    assert "Hari serah terimanya harus setelah hari ini." in said(officer, refused)
    assert [one.handover_on for one in stored()] == [date(2026, 12, 31)]


def test_only_makers_whom_she_names_serve_beside_the_first(officer: PageClient) -> None:
    first = gifts.an_official_maker("Satu", per_day=2)
    gifts.an_official_maker("Dua", stock=40)
    third = gifts.an_official_maker("Tiga", stock=30)
    request = gifts.drafted(first, recipients=60, handover_on=date(2026, 12, 14))
    sent = officer.send(
        page_of(request), to=f"{page_of(request)}/sesuaikan", makers="1", maker=[str(third.seller_id)]
    )
    page = officer.get(sent.location).text
    assert [one.sellers for one in stored()] == [[third.seller_id]]
    assert f'value="{third.seller_id}" checked' in page and "Gerai Dua" in page
    assert "<b>26</b> dari Gerai Tiga" in page


def submit(officer: PageClient, request: GiftRequest, **changes: Any) -> Any:
    page = officer.get(page_of(request)).text
    seal = re.search(r'name="seal" value="(\w+)"', page)
    assert seal
    return officer.send(page_of(request), to=f"{page_of(request)}/ajukan", **{"seal": seal[1], **changes})


def test_she_asks_her_head_and_takes_it_back(officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    assert "Sudah diajukan." in said(officer, submit(officer, request))
    page = officer.get(page_of(request)).text
    assert "disimpan sampai <b>Rab, 25 Nov 10.00 WIB</b>" in page and "Tarik kembali" in page
    assert "Setujui" not in page
    back = officer.send(page_of(request), to=f"{page_of(request)}/tarik")
    assert "Sudah ditarik." in said(officer, back)
    assert [one.state for one in stored()] == [RequestState.DRAFT]
    assert "Ditarik untuk diubah" in officer.get(page_of(request)).text


def test_a_plan_that_changed_is_shown_anew_and_nothing_is_held(officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    refused = submit(officer, request, seal="0" * 24)
    assert "Rencananya baru saja berubah" in said(officer, refused)
    assert [one.state for one in stored()] == [RequestState.DRAFT]


def test_the_head_finds_it_at_home_and_agrees(officer: PageClient, head: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    submit(officer, request)
    assert "1 permintaan cinderamata menunggu persetujuan Anda" in head.get("/dinas").text
    assert "menunggu persetujuan Anda" not in officer.get("/dinas").text
    page = head.get(page_of(request)).text
    for words in ("Setujui", "Gerai Satu", "Rp900.000", "Senin, 21 Desember", "APBD", "Pembelian langsung"):
        assert words in page
    agreed = head.send(page_of(request), to=f"{page_of(request)}/setujui")
    assert "Disetujui." in said(head, agreed)
    assert [one.state for one in stored()] == [RequestState.UNDER_WAY]
    page = officer.get(page_of(request)).text
    assert "Menunggu jawaban pembuat" in page and "Disetujui kepala" in page


def test_the_head_sends_back_only_with_words(officer: PageClient, head: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    submit(officer, request)
    to = f"{page_of(request)}/kembalikan"
    silent = head.send(page_of(request), to=to, words=" ")
    assert silent.status_code == 200 and "Tulis apa yang perlu diubah" in silent.text
    assert [one.state for one in stored()] == [RequestState.WAITING]
    head.send(page_of(request), to=to, words=EVIL)
    assert [one.state for one in stored()] == [RequestState.DRAFT]
    page = officer.get(page_of(request)).text
    assert "Dikembalikan kepala" in page and "&lt;script&gt;" in page and "<script>alert" not in page
    assert "1 permintaan cinderamata kembali kepada Anda" in officer.get("/dinas").text


def test_whoever_asked_or_is_no_head_cannot_agree(officer: PageClient) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    submit(officer, request)
    refused = officer.send(page_of(request), to=f"{page_of(request)}/setujui")
    assert "Yang menyetujui adalah kepala instansi." in said(officer, refused)
    assert [one.state for one in stored()] == [RequestState.WAITING]


def test_a_submitted_request_is_not_changed_under_its_head(officer: PageClient) -> None:
    ready = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(ready)
    form = officer.get(f"{page_of(request)}/ubah").text
    assert 'value="Rapat Kerja Daerah"' in form and 'value="500.000"' in form
    submit(officer, request)
    assert officer.get(f"{page_of(request)}/ubah").status_code == 303
    sent = officer.send(NEW, to=f"{page_of(request)}/ubah", **fields(ready, recipients="5"))
    assert sent.status_code == 303 and [one.recipients for one in stored()] == [20]


@pytest.mark.parametrize("who", [world.OTHER_OFFICER, world.KADER, world.SELLER, world.CURATOR])
def test_strangers_find_nothing(signed_in: Any, officer: PageClient, who: str) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    token = officer.token(page_of(request))
    stranger = signed_in(who)
    wanted = 404 if who == world.OTHER_OFFICER else 403
    assert stranger.get(page_of(request)).status_code == wanted
    for act in ("ajukan", "tarik", "setujui", "kembalikan", "sesuaikan", "batal"):
        answer = stranger.post(f"{page_of(request)}/{act}", data={"csrf_token": token})
        assert answer.status_code == wanted
    assert [one.state for one in stored()] == [RequestState.DRAFT]


def test_the_page_asks_as_much_of_the_database_for_two_makers_as_for_five(officer: PageClient) -> None:
    def asked(path: str) -> int:
        officer.get(path)
        with statements() as seen:
            officer.get(path)
        return len(seen)

    def makers(*names: str) -> Product:
        made = [gifts.an_official_maker(name, stock=10) for name in names]
        return made[0]

    few = gifts.drafted(makers("Satu", "Dua"), recipients=20)
    draft_of_two = asked(page_of(few))
    submit(officer, few)
    waiting_of_two = asked(page_of(few))
    many = gifts.drafted(makers("A", "B", "C", "D", "E"), recipients=50)
    assert asked(page_of(many)) == draft_of_two <= 25
    submit(officer, many)
    assert asked(page_of(many)) == waiting_of_two <= 20
