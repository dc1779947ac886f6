"""Gift requests of an agency as they stand today: one falls short, one waits for the head, one has a gap, one was handed over."""

from datetime import datetime, timedelta

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product, Variant
from app.db.ports import port
from app.db.session import session
from app.demo import buying, cast
from app.gifts.models import GiftRequest
from app.gifts.queries import planning, requests
from app.gifts.queries.requests import PartRow
from app.gifts.rules.life import Kind, Method, Scope
from app.gifts.service import deciding, drafting, handing_over, minuting, submitting
from app.gifts.service.drafting import Brief, Thing
from app.gifts.service.handing_over import HandedOver
from app.orders.ports import OrderKeys
from app.orders.service import parcels
from app.payments.models import Payment
from app.payments.queries import payment as payments
from app.payments.queries.paying import bill_of
from app.payments.rules.minutes import Minutes
from app.payments.rules.ways import Way
from app.payments.service import billing, proving, receiving
from app.regions import queries as regions
from app.sellers import queries as sellers

AMPLANG, BANANA = "amplang-samarinda-250-gram", "keripik-pisang-tanduk-kayan"
BILLING = (buying.ROUND_MAT, AMPLANG, BANANA)
"""Goods whose makers bill agencies too; those with a sign-in of their own do so already (`receiving`)."""

SIGNER, SIGNER_POST = "Endah Permatasari", "Kepala Dinas"


def ask_all() -> None:
    """From the oldest to the one that is being written."""
    with clock.at(clock.now() - timedelta(days=60)):
        for slug in BILLING:
            receiving.switch(_maker(slug), Way.INVOICE, on=True)
    _handed_over(clock.now() - timedelta(days=27))
    _with_a_gap(clock.now() - timedelta(days=2))
    _waiting(clock.now() - timedelta(hours=6))
    _short()


def _short() -> None:
    """Sixty mats by the week after next: more than two hands can plait."""
    _drafted("Kunjungan Tim Penggerak PKK Provinsi", 12, 60, {buying.ROUND_MAT: 1}, budget=150_000)


def _waiting(at: datetime) -> None:
    with clock.at(at):
        request = _drafted("Hari Ibu Kota Tangerang", 26, 24, {buying.CHOCOLATE: 1}, budget=100_000)
        _submit(request)


def _with_a_gap(at: datetime) -> None:
    """One maker is ill; those who could step in are found on the request's page."""
    with clock.at(at):
        request = _drafted(
            "Studi banding dari Kabupaten Sleman",
            25,
            12,
            {AMPLANG: 1, buying.BROOCH: 1},
            budget=160_000,
            scope=Scope.COUNTRY,
        )
        _submit(request)
    with clock.at(at + timedelta(hours=5)):
        deciding.agree(cast.actor(cast.HEAD), request.id)
    with clock.at(at + timedelta(hours=9)):
        for part in requests.parts_of(request):
            maker = _maker_of(part)
            if part.line.variant_id == buying.variant(AMPLANG):
                parcels.decline(maker, part.parcel.id, "Tenggirinya sedang kosong, Bu. Mohon maaf.")
            else:
                parcels.accept(maker, part.parcel.id)


def _handed_over(at: datetime) -> None:
    """Made, sent, handed over, minuted by both sides; one maker has her money already."""
    with clock.at(at):
        request = _drafted(
            "Rapat Koordinasi Pemberdayaan Perempuan",
            21,
            10,
            {buying.CHOCOLATE: 1, buying.BROOCH: 1},
            budget=160_000,
        )
        _submit(request)
    with clock.at(at + timedelta(hours=5)):
        deciding.agree(cast.actor(cast.HEAD), request.id)
    for number, part in enumerate(requests.parts_of(request)):
        maker = _maker_of(part)
        with clock.at(at + timedelta(hours=9)):
            parcels.accept(maker, part.parcel.id)
        with clock.at(at + timedelta(days=8)):
            buying.pack(maker, part.parcel.id)
            parcels.send(maker, part.parcel.id, courier="JNE", tracking=f"CONTOH{part.order.id:04d}{number}")
    came = at + timedelta(days=12)
    on = request.handover_on
    officer = cast.actor(cast.OFFICER)
    with clock.at(came):
        for part in requests.parts_of(request):
            parcels.receive(
                part.order.number, part.parcel.id, None, port(OrderKeys).key_for(part.order.number)
            )
        minuting.note_all(officer, request.id, came.date(), "BAST/021/XI")
        for part in requests.parts_of(request):
            billing.note_as_seller(_maker_of(part), part.parcel.id, _minutes(part))
    with clock.at(at + timedelta(days=21, hours=6)):
        given = {(part.line.id, part.need_id): part.coming - 1 for part in requests.parts_of(request)}
        told = HandedOver(on, request.recipients - 1, given, "Satu undangan berhalangan.")
        handing_over.hand_over(officer, request.id, told)
    with clock.at(at + timedelta(days=24)):
        first = requests.parts_of(request)[0]
        bill = _bill(first)
        proving.confirm(_maker_of(first), bill.id, bill.due)


def _drafted(
    event: str,
    in_days: int,
    recipients: int,
    things: dict[str, int],
    *,
    budget: int,
    scope: Scope = Scope.PROVINCE,
) -> GiftRequest:
    officer = cast.actor(cast.OFFICER)
    agency = next(one for one in regions.agencies() if one.name == cast.AGENCY)
    brief = Brief(
        event=event,
        handover_on=clock.now().date() + timedelta(days=in_days),
        village_code=cast.village_in(cast.city("Kota Tangerang"), "Cipondoh").code,
        street="Jl. Contoh Daan Mogot No. 69",
        landmark="Aula lantai 2",
        contact=cast.OFFICER.name,
        phone="+6281200000002",
        recipients=recipients,
        budget=budget,
        things=[Thing(buying.variant(slug), pieces) for slug, pieces in things.items()],
        signer=SIGNER,
        signer_post=SIGNER_POST,
        kinds={Kind.CIVIL_SERVANT: recipients // 2},
        scope=scope,
        for_everybody=True,
        method=Method.DIRECT,
    )
    return drafting.draft(officer, agency.id, brief)


def _submit(request: GiftRequest) -> None:
    seal = submitting.seal_of(planning.propose(planning.wish_of(request)))
    submitting.submit(cast.actor(cast.OFFICER), request.id, seal, hold_for=timedelta(hours=72))


def _minutes(part: PartRow) -> Minutes:
    """As the agency has written them."""
    held = bill_of(_bill(part))
    if held is None or held.minutes_number is None or held.minutes_on is None:
        raise LookupError(part.parcel.seller_name)
    return Minutes(held.minutes_number, held.minutes_on)


def _bill(part: PartRow) -> Payment:
    found = payments.deferred(part.parcel.id)
    if found is None:
        raise LookupError(part.parcel.seller_name)
    return found


def _maker_of(part: PartRow) -> Actor:
    return _owner(part.parcel.seller_id)


def _maker(slug: str) -> Actor:
    line = session().get_one(Variant, buying.variant(slug))
    return _owner(session().get_one(Product, line.product_id).seller_id)


def _owner(seller_id: int) -> Actor:
    return people.actor_of(sellers.members(seller_id)[0][0].person_id)
