"""Who may open what: every address, every role. A new address without an entry here fails."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from app.accounts import service as accounts
from app.accounts.models import Person, RoleGrant, StandIn
from app.catalog.models import RevisionPhoto
from app.curation.models import GiftApproval, Round
from app.db.journal import JournalEntry
from app.gifts.rules.recipients import Person as RecipientPerson
from app.gifts.service import donations, recipients
from app.gifts.service.donations import Plea
from app.media.models import Photo
from app.orders.models import Order, Parcel
from app.orders.queries import complaints as complaint_queries
from app.payments.models import Payment
from app.sellers.models import Seller
from app.training.models import Certificate, Participant, Programme, Training
from tests.support import complaints, gifts, hub, orders, world
from tests.support.batches import a_batch, a_snack
from tests.support.bundles import a_bundle, a_gift
from tests.support.official import made_official

PUBLIC = {
    "shop.shopfront.home", "shop.shopfront.search", "shop.shopfront.category", "shop.shopfront.region",
    "shop.shopfront.official", "shop.shopfront.product", "shop.shopfront.gerai", "shop.shopfront.help",
    "shop.shopfront.terms", "shop.shopfront.privacy", "shop.shopfront.favicon", "shop.shopfront.robots", "shop.sharing.index", "shop.sharing.pages", "shop.sharing.goods",
    "shop.bundles.all_bundles", "shop.bundles.bundle", "shop.bundles.count", "shop.orders.add_set", "shop.orders.change_set",
    "shop.destination.choose", "shop.orders.cart", "shop.orders.add", "shop.orders.change", "shop.orders.note", "shop.orders.address", "shop.orders.review",
    "shop.accounts.sign_in", "shop.accounts.sign_up", "shop.accounts.sign_out", "shop.accounts.forgot",
    "shop.accounts.new_password",  # opens by its token
    "shop.orders.order", "shop.orders.cancel", "shop.orders.cancel_part", "shop.orders.answer_delay",
    "shop.orders.received", "shop.orders.late_parts", "shop.recalls.repay",  # owner, or the key of the order
    "shop.complaints.begin", "shop.complaints.complaint", "shop.complaints.picture", "shop.complaints.add_photos",
    "shop.complaints.accept", "shop.complaints.mediate", "shop.complaints.withdraw", "shop.complaints.send_back",
    "shop.complaints.received",
    "shop.papers.invoice", "shop.papers.invoice_of_part", "shop.papers.receipts", "shop.papers.receipt",
    "shop.payments.pay", "shop.payments.returned", "shop.payments.pretend",
    "shop.direct.part", "shop.direct.sticker",
    "shop.proofs.proof", "shop.proofs.picture", "shop.repaying.returned", "shop.repaying.target", "shop.repaying.missing",
    "shop.repaying.found", "shop.repaying.picture",  # owner, or the key of the order
    "shop.training.look_up", "shop.training.proof", "shop.official.proof", "shop.regions.places",
    "shop.media.photo",  # unpublished photos ask for a permit
    "shop.media.logo",
    "shop.ops.alive", "shop.ops.ready",
    "hooks.payments.stripe",  # signed by Stripe
}  # fmt: skip
SIGNED_IN = {
    "shop.accounts.account", "shop.accounts.name", "shop.accounts.password", "shop.accounts.sign_out_everywhere",
    "shop.accounts.helping", "shop.accounts.help_begins", "shop.accounts.help_ends", "shop.orders.orders",
    "shop.notices.inbox", "shop.notices.letter", "shop.notices.read_all", "shop.media.evidence",
    "shop.media.evidence_part", "shop.direct.minutes",
}  # fmt: skip
DOORS = {
    "seller": {world.SELLER},
    "curator": {world.CURATOR},
    "keeper": {world.CURATOR, world.KADER},  # each post opens for its own keepers
    "officer": {world.OFFICER},
    "admin": {world.ADMIN},
}
EVERYBODY = [None, world.BUYER, world.SELLER, world.CURATOR, world.OFFICER, world.ADMIN, world.KADER]


@pytest.fixture
def values(db: Any) -> dict[str, Any]:
    """Something real for every part of an address, out of the world."""
    order = orders.a_paid_order()
    complaint = complaints.a_complaint()
    post, whole = hub.through_a_post()
    ready = world.goods().ready
    case = made_official(ready, date(2027, 5, 31))
    neighbour = a_gift(world.actor(world.OTHER_SELLER), name="Keset Tetangga")
    bundle = a_bundle({ready: 1, neighbour: 1}, name="Dua Rumah")
    first = lambda column: db.scalar(sa.select(column).order_by(column).limit(1))  # noqa: E731
    seller = world.actor(world.SELLER).person_id
    return {
        "slug": ready.slug,
        "bundle_id": bundle.id,
        "photo_id": db.scalar(
            sa.select(RevisionPhoto.photo_id).where(RevisionPhoto.revision_id == ready.approved_revision_id)
        ),
        "kind": "pirt",
        "item": "mat_dry",
        "round_id": first(Round.id),
        "part": "quality",
        "family": "kriya",
        "rubric_number": 1,
        "paper_id": 1,
        "person_id": seller,
        "grant_id": db.scalar(sa.select(RoleGrant.id).where(RoleGrant.person_id == seller)),
        "training_id": first(Training.id),
        "programme_id": first(Programme.id),
        "participant_id": db.scalar(
            sa.select(Participant.id).where(Participant.person_id == seller).limit(1)
        ),
        "certificate_id": db.scalar(
            sa.select(Certificate.id).where(Certificate.person_id == seller).limit(1)
        ),
        "kader_id": world.actor(world.KADER).person_id,
        "stand_in_id": first(StandIn.id),
        "seller_id": first(Seller.id),
        "declared_id": 1,
        "product_id": ready.id,
        "case_id": case.id,
        "approval_id": db.scalar(sa.select(GiftApproval.id).where(GiftApproval.case_id == case.id)),
        "refund_id": 1,
        "finding_id": 1,
        "way": "qris",
        "proof_id": 1,
        "line_id": world.goods().made.line_id,
        "closure_id": 1,
        "variant_id": world.variant_of(ready).id,
        "number": order.number,
        "order_id": order.id,
        "batch_id": a_batch(a_snack()).id,
        "parcel_id": db.scalar(sa.select(Parcel.id).where(Parcel.order_id == order.id)),
        "complaint_id": complaint.id,
        "evidence_id": complaint_queries.evidence_of(complaint.id)[0],
        "reference": "uji_unknown",
        "token": "unknown",
        "notice_id": 1,
        "code": db.scalar(sa.select(Certificate.code).limit(1)),
        "key": db.scalar(sa.select(Photo.key).limit(1)),
        "side": 320,
        "rule_code": "label.halal_due",
        "post_id": post.id,
        "consolidation_id": whole.id,
        "run_id": 1,
        "payout_id": 1,
        "place": 1,
        "thousand": 0,
        "payment_id": db.scalar(sa.select(Payment.id).where(Payment.order_id == order.id)),
        "request_id": (gift := gifts.drafted(ready)).id,
        "recipient_id": a_recipient(gift.id),
        "donation_id": donations.ask(
            gifts.staff(),
            gifts.agency_id(),
            Plea(world.variant_of(ready).id, 1, "Kunjungan Kerja", date(2026, 12, 1), 1),
        ).id,
    }


def a_recipient(request_id: int) -> int:
    recipients.add(gifts.staff(), request_id, [RecipientPerson("Siti")])
    return recipients.read(gifts.staff(), request_id)[0].id


def address_of(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    special = {
        "shop.shopfront.category": "keset",
        "shop.shopfront.region": "kota-tangerang",
        "shop.shopfront.gerai": "rumah-perca",
        "shop.bundles.bundle": "dua-rumah",
        "shop.bundles.count": "dua-rumah",
    }
    chosen = {name: values[name] for name in rule.arguments}
    if rule.endpoint in special:
        chosen["slug"] = special[rule.endpoint]
    return str(app.url_map.bind("localhost").build(rule.endpoint, chosen, force_external=False))


def test_every_address_has_an_audience(app: Flask) -> None:
    unknown = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC | SIGNED_IN and rule.endpoint.partition(".")[0] not in DOORS
    ]
    assert unknown == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_role_opens_its_own_pages_and_no_others(
    app: Flask, client: Any, signed_in: Any, values: Any, who: Any
) -> None:
    browser = signed_in(who) if who else client
    wrong = []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" not in (rule.methods or ()):
            continue
        status = browser.get(address_of(app, rule, values)).status_code
        if not _is_right(rule.endpoint, who, status):
            wrong.append((rule.endpoint, status))
    assert wrong == []


def _is_right(endpoint: str, who: str | None, status: int) -> bool:
    door = endpoint.partition(".")[0]
    if endpoint in SIGNED_IN:
        return status == 302 if who is None else status in (200, 404)
    if door in DOORS:
        if who is None:
            return status == 302
        return status in (200, 302, 404) if who in DOORS[door] else status == 403
    return status in (200, 302, 303, 404, 410)


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_is_done_without_a_token(
    app: Flask, client: Any, signed_in: Any, values: Any, db: Any, who: Any
) -> None:
    """Every POST, as every role, without the page's token: nothing is done (that a page was read may be noted)."""
    browser = signed_in(who) if who else client
    done = sa.select(sa.func.count()).where(JournalEntry.what.not_like("% read"))
    before = db.scalar(done)
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "POST" not in (rule.methods or ()) or rule.endpoint.startswith("hooks"):
            continue
        status = browser.post(
            address_of(app, rule, values), data={"name": "x", "pieces": "1", "variant": "1"}
        ).status_code
        assert status < 500, rule.endpoint
    assert db.scalar(done) == before


def test_the_hook_is_the_only_address_without_a_token(app: Flask) -> None:
    outside = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("hooks.")}
    assert outside == {"hooks.payments.stripe"}


def test_addresses_are_kebab_case_and_typed(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        path = str(rule.rule)
        assert path == path.lower(), path
        assert "_id>" not in path or "int:" in path, path


def test_a_kader_who_helps_is_that_seller_and_nothing_else(
    signed_in: Any, app: Flask, values: Any, db: Any
) -> None:
    browser = signed_in(world.KADER)
    assert browser.get("/penjual").status_code == 403
    seller = world.actor(world.SELLER).person_id
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller}")
    page = browser.get("/penjual")
    assert page.status_code == 200
    assert "Tini Kader sedang membantu <b>Yati Penjual</b>" in page.text
    assert browser.get("/dinas").status_code == 403
    browser.post("/akun/dampingi/selesai", data={"csrf_token": browser.token("/penjual")})
    assert browser.get("/penjual").status_code == 403


def test_a_kader_of_nobody_helps_nobody(signed_in: Any, db: Any) -> None:
    stranger = world.actor(world.OTHER_SELLER).person_id
    browser = signed_in(world.KADER)
    assert browser.send("/akun/dampingi", to=f"/akun/dampingi/{stranger}").status_code == 404
    assert browser.get("/penjual").status_code == 403


STRANGERS = [
    (world.OTHER_SELLER, "/penjual/barang/{slug}"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/nama"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/foto"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/rincian"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/harga"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/izin"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/kemasan"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/tinjauan"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/banding"),
    (world.OTHER_SELLER, "/penjual/barang/{slug}/stok"),
    (world.OTHER_SELLER, "/penjual/tarik/{batch_id}"),
    (world.OTHER_SELLER, "/penjual/pesanan/{parcel_id}"),
    (world.OTHER_SELLER, "/penjual/keluhan/{complaint_id}"),
    (world.OTHER_SELLER, "/penjual/keluhan/{complaint_id}/tawar"),
    (world.OFFICER, "/dinas/keluhan/{complaint_id}"),  # nobody has asked for a mediator
    (world.OTHER_OFFICER, "/dinas/keluhan/{complaint_id}"),
    (world.OTHER_SELLER, "/pesanan/{number}/keluhan/{complaint_id}"),
    (world.OTHER_SELLER, "/pesanan/{number}/bagian/{parcel_id}/masalah"),
    (None, "/pesanan/{number}/keluhan/{complaint_id}/foto/{evidence_id}"),
    (world.OTHER_SELLER, "/penjual/sertifikat/{certificate_id}"),
    (world.OTHER_SELLER, "/penjual/pesanan/{parcel_id}/sebagian"),
    (world.OTHER_SELLER, "/penjual/pesanan/{parcel_id}/mundur"),
    (world.OTHER_OFFICER, "/dinas/pesanan/{number}"),
    (world.OTHER_OFFICER, "/dinas/tarik/{batch_id}"),
    (world.OTHER_OFFICER, "/dinas/pelatihan/{training_id}"),
    (world.OTHER_OFFICER, "/dinas/pelatihan/peserta/{participant_id}"),
    (world.OTHER_OFFICER, "/dinas/pelatihan/program/{programme_id}/pelatihan-baru"),
    (world.KADER, "/kurator/posko/{post_id}"),
    (world.KADER, "/kurator/posko/paket/{consolidation_id}"),
    (world.KADER, "/kurator/posko/{post_id}/uang"),
    (world.KADER, "/kurator/posko/{post_id}/uang?bulan=2026-11"),
    (world.KADER, "/kurator/posko/{post_id}/rekening"),
    (world.OTHER_OFFICER, "/dinas/posko/{post_id}"),
    (world.OTHER_OFFICER, "/dinas/posko/{post_id}/ubah"),
    (world.OTHER_SELLER, "/pesanan/{number}"),
    (world.OTHER_SELLER, "/pesanan/{number}/batal"),
    (None, "/pesanan/{number}/bagian/{parcel_id}/batal"),
    (world.OTHER_SELLER, "/checkout/{number}/bayar"),
    (world.OTHER_SELLER, "/pesanan/{number}/tagihan.pdf"),
    (world.OTHER_SELLER, "/pesanan/{number}/kwitansi"),
    (world.OTHER_SELLER, "/pesanan/{number}/kwitansi/{place}.pdf"),
    (world.OTHER_SELLER, "/penjual/pesanan/{parcel_id}/tagihan.pdf"),
    (world.OTHER_SELLER, "/penjual/pesanan/{parcel_id}/kwitansi.pdf"),
    (None, "/pesanan/{number}/tagihan.pdf"),
    (None, "/pesanan/{number}/kwitansi/{place}.pdf?kunci=wrong"),
    (None, "/pesanan/{number}"),
    (None, "/pesanan/{number}?kunci=wrong"),
]


@pytest.mark.parametrize(("who", "path"), STRANGERS)
def test_a_strangers_record_does_not_exist(
    client: Any, signed_in: Any, values: Any, who: Any, path: str
) -> None:
    browser = signed_in(who) if who else client
    assert browser.get(path.format(**values)).status_code == 404


def test_a_curator_sees_her_own_region_only(signed_in: Any, db: Any, values: Any) -> None:
    person = accounts.make_person(None, name="Kurator Jauh", identity=None)
    db.get(Person, person.id).phone = "+6281200008888"
    accounts.grant(None, person.id, world.Role.CURATOR, region="35")
    world.let_in(person)
    browser = signed_in("0812-0000-8888")
    assert browser.get(f"/kurator/tinjauan/{values['round_id']}").status_code == 404
    assert db.scalar(sa.select(Order.id)) is not None
