"""What stands on invoices and receipts: facts gathered from orders and payments, handed to `app.paper.billing`.

Which order may be read is asked before; here nothing is guarded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from babel.dates import format_date

from app.base.errors import NotFound
from app.base.money import format_rupiah
from app.base.zones import day_in, zone_of
from app.db.ports import has
from app.db.session import session
from app.ledger.models import BankAccount
from app.ledger.queries import bank
from app.orders.models import Adjustment, Order, Parcel
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.orders.queries.order import ParcelSheet
from app.orders.rules.life import ParcelState
from app.orders.rules.printing import ADDRESS_SHOWN
from app.paper.billing import Invoice, InvoiceLine, InvoicePart, Receipt, Repaid, goods_in_words
from app.payments.models import AgencyBill, Payment, Refund
from app.payments.ports import PaymentGateway
from app.payments.queries import payment as payments
from app.payments.rules.differing import Split
from app.payments.rules.states import PaymentState, RefundState
from app.payments.rules.ways import WORDS, Mode, Way
from app.regions import queries as regions
from app.sellers import queries as sellers


@dataclass(frozen=True)
class Issuer:
    """Who stands on papers where the platform collects, by which paper it may, and whether all of it is only played."""

    collector: str
    allowed_by: str
    test: bool


# -- invoices -------------------------------------------------------------------------------------------


def invoices(order: Order, issuer: Issuer, *, address: bool) -> list[Invoice]:
    """The invoices of an order: one where the platform collects, one for each part where sellers are paid directly."""
    sheets = orders.parcels_of(order.id)
    if is_direct(order, sheets):
        return [_of_part(order, sheets, sheet, issuer, address=address) for sheet in sheets]
    return [_of_whole(order, sheets, issuer, address=address)]


def invoice_of_part(order: Order, parcel_id: int, issuer: Issuer, *, address: bool) -> Invoice:
    """What one seller has to do with: her part alone. Raises NotFound."""
    sheets = orders.parcels_of(order.id)
    for sheet in sheets:
        if sheet.parcel.id == parcel_id:
            return _of_part(order, sheets, sheet, issuer, address=address)
    raise NotFound(parcel_id)


def sellers_invoice(order: Order, parcel: Parcel, issuer: Issuer) -> Invoice:
    """Her own part, with the buyer's address only as long as the page of the parcel shows it."""
    shown = (
        parcel.state in ADDRESS_SHOWN and parcel.zone.value != "pickup" and parcel.consolidation_id is None
    )
    return invoice_of_part(order, parcel.id, issuer, address=shown)


def is_direct(order: Order, sheets: Sequence[ParcelSheet]) -> bool:
    """Sellers are paid directly: it has begun so, or the platform cannot collect here."""
    if any(sheet.parcel.pay_by is not None for sheet in sheets):
        return True
    return payments.succeeded_of(order.id) is None and not has(PaymentGateway)


def _of_whole(order: Order, sheets: Sequence[ParcelSheet], issuer: Issuer, *, address: bool) -> Invoice:
    paid = payments.succeeded_of(order.id)
    whole = hub.of_order(order.id)
    void = all(_is_void(sheet.parcel) for sheet in sheets)
    shared = [
        (words, fee, fee if void else whole.row.returned) for words, fee in hub.shared_fees(order.id) if whole
    ]
    return Invoice(
        number=invoice_number(order),
        order=order.number,
        issued_on=day_in(order.village_code, order.placed_at),
        buyer=order.buyer_name,
        address=_address(order) if address else (),
        payee=issuer.collector,
        payee_note=_allowed(issuer),
        parts=[_part(sheet) for sheet in sheets],
        shared=shared,
        paid=paid.captured if paid else 0,
        repaid=paid.refunded if paid else 0,
        terms=_terms(order, order.pay_by, paid, None, void=void, issuer=issuer),
        test=issuer.test,
    )


def _of_part(
    order: Order, sheets: Sequence[ParcelSheet], sheet: ParcelSheet, issuer: Issuer, *, address: bool
) -> Invoice:
    parcel = sheet.parcel
    direct = is_direct(order, sheets)
    payment = payments.paying(parcel)
    waiting = payments.waiting_of_parcel(parcel.id) if direct else None
    known = payment or waiting
    agency = _agency(known)
    void = _is_void(parcel)
    all_back = void or parcel.returned == parcel.total
    money = _of_its_own(parcel, payment)
    split = _split(payment) if not all_back else None
    return Invoice(
        number=invoice_number(order, [one.parcel.id for one in sheets].index(parcel.id) + 1),
        order=order.number,
        issued_on=day_in(order.village_code, order.placed_at),
        buyer=agency.agency if agency else order.buyer_name,
        address=(*_for(agency), *_occasion(order), *(_address(order) if address else ())),
        payee=parcel.seller_name if direct else issuer.collector,
        payee_note=_account(parcel, known) if direct else _allowed(issuer),
        parts=[_part(sheet, split.let_go if split else 0)],
        signer=parcel.seller_name if agency else "",
        signed_in=_town(parcel) if agency else "",
        signed_on=agency.minutes_on if agency and agency.due_on else None,
        code=0 if known is None or all_back else known.code,
        beside=split.seen - split.owed - split.due if split else 0,
        paid=money.paid,
        repaid=money.repaid,
        terms=_terms(order, parcel.pay_by or order.pay_by, payment, waiting, void=void, issuer=issuer),
        test=issuer.test,
    )


def invoice_number(order: Order, part: int | None = None) -> str:
    """`INV-G-7K3M9QX`; of a part with its place among the parts, which never changes."""
    return f"INV-{order.number}" + (f"-{part}" if part is not None else "")


def _part(sheet: ParcelSheet, let_go: int = 0) -> InvoicePart:
    """`let_go`: rupiah that never came, which are told of below the sums."""
    parcel = sheet.parcel
    _, home = sellers.with_place(parcel.seller_id)
    return InvoicePart(
        seller=parcel.seller_name,
        place=", ".join(home.path.split(", ")[-2:]) if home else "",
        lines=[
            InvoiceLine(
                pieces=row.line.pieces,
                name=row.line.name,
                variant=row.line.label,
                note=row.line.note,
                price=row.line.price,
            )
            for row in sheet.lines
        ],
        service=parcel.service,
        fee=None if parcel.consolidation_id is not None else parcel.fee,
        returned=parcel.total if _is_void(parcel) else parcel.returned - let_go,
    )


def _is_void(parcel: Parcel) -> bool:
    """It was let go before any money came: nothing of it is to be paid."""
    return parcel.paid_at is None and parcel.state in (ParcelState.CANCELLED, ParcelState.DECLINED)


class _Money(NamedTuple):
    paid: int
    repaid: int


def _of_its_own(parcel: Parcel, payment: Payment | None) -> _Money:
    """Rupiah that came for a part, and that went back; of a payment for the whole order what is this part's."""
    if payment is None:
        return _Money(0, 0)
    if payment.parcel_id is not None:
        return _Money(payment.captured, payment.refunded)
    back = session().scalar(
        sa.select(
            sa.func.sum(
                sa.case((Adjustment.consolidation_id.is_not(None), Adjustment.goods), else_=Adjustment.amount)
            )
        )
        .join(Refund, Refund.adjustment_id == Adjustment.id)
        .where(Adjustment.parcel_id == parcel.id, Refund.state == RefundState.DONE)
    )
    return _Money(parcel.total, int(back or 0))


def _address(order: Order) -> tuple[str, ...]:
    place = regions.get(order.village_code)
    street = f"{order.street}, {order.landmark}" if order.landmark else order.street
    return street, f"{place.path} {order.postal_code or place.postal_code or ''}".strip()


def _allowed(issuer: Issuer) -> str:
    by = f" ({issuer.allowed_by})" if issuer.allowed_by else ""
    return f"Menerima pembayaran atas nama penjual di bawah ini{by}."


def _account(parcel: Parcel, payment: Payment | None) -> str:
    """Where a transfer goes to; an agency that has not paid yet sends to the account that the seller has now."""
    account = None
    if payment is not None and payment.bank_account_id is not None:
        account = session().get_one(BankAccount, payment.bank_account_id)
    elif payment is not None and payment.gateway is Way.INVOICE and payment.settled_at is None:
        account = bank.held(parcel.seller_id)
    if account is None:
        return ""
    return f"Rekening {account.bank_name} {account.number} atas nama {account.holder}"


_HOW: dict[Way, str] = {
    Way.TRANSFER: "Transfer tepat sampai angka terakhir, supaya penjual langsung mengenalinya.",
    Way.QRIS: "Bayar dengan QRIS penjual yang ada di halaman pesanan.",
    Way.CASH: "Dibayar tunai kepada penjual saat barang diambil.",
    Way.INVOICE: "Dibayar instansi sesudah berita acara serah terima ditandatangani.",
}


def _terms(
    order: Order,
    pay_by: datetime,
    paid: Payment | None,
    waiting: Payment | None,
    *,
    void: bool,
    issuer: Issuer,
) -> list[str]:
    """By when and how it is paid, or that it was, in whole sentences."""
    if void:
        return ["Sudah dilepas sebelum dibayar. Tidak ada yang perlu dibayar."]
    if paid is not None and paid.settled_at is not None:
        return [f"Dibayar {_day(order.village_code, paid.settled_at)} lewat {in_words(paid)}."]
    if waiting is not None and waiting.agreed_at is not None:
        return [_agreed(waiting)]
    if order.purpose:
        return [_HOW[Way.INVOICE]]  # its time to be agreed to is no time to be paid
    local = pay_by.astimezone(zone_of(order.village_code))
    due = f"Dibayar paling lambat {_day(order.village_code, pay_by)} pukul {local:%H.%M} {local.tzname()}."
    if waiting is None:
        return [due, "Cara bayarnya ada di halaman pesanan."]
    checking = (
        ["Bukti bayar sudah dikirim, penjual sedang memeriksa."]
        if waiting.state is PaymentState.CHECKING
        else []
    )
    return [due, _HOW[waiting.gateway], *checking]


def _agreed(waiting: Payment) -> str:
    """How and by when what is paid later is paid."""
    agency = _agency(waiting)
    if agency is None or agency.due_on is None or agency.minutes_on is None:
        return _HOW[waiting.gateway]
    return (
        f"Dibayar paling lambat {_date(agency.due_on)}, menurut berita acara serah terima {agency.minutes_number} "
        f"tanggal {_date(agency.minutes_on)}."
    )


def _agency(payment: Payment | None) -> AgencyBill | None:
    """The agency that pays on account, if one does."""
    if payment is None or payment.gateway is not Way.INVOICE:
        return None
    return session().get(AgencyBill, payment.id)


def _town(parcel: Parcel) -> str:
    """Where the seller signs."""
    _, home = sellers.with_place(parcel.seller_id)
    return home.path.split(", ")[-2] if home else ""


def _for(agency: AgencyBill | None) -> tuple[str, ...]:
    """Who signs for it."""
    return (f"u.p. {agency.signer}, {agency.signer_post}",) if agency else ()


def _occasion(order: Order) -> tuple[str, ...]:
    """What an agency needs it for: its treasurer files the bill by it."""
    return (f"Untuk {order.purpose}",) if order.purpose else ()


def in_words(payment: Payment) -> str:
    """`transfer bank`, as it stands inside a sentence."""
    words = WORDS[payment.gateway]
    return words if words.isupper() else words[0].lower() + words[1:]


def _day(region: str, moment: datetime) -> str:
    return _date(day_in(region, moment))


def _date(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id")


# -- receipts -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt that there is. `place` is its payment's place among those of the order, which never changes."""

    place: int
    payment: Payment
    seller_name: str
    """Who was paid; empty where the platform collected."""


def receipts(order_id: int, parcel_id: int | None = None) -> list[ReceiptRow]:
    """Payments of an order by which money really came, oldest first; of one part only those that were made for it alone."""
    rows = session().execute(
        sa.select(sa.func.row_number().over(order_by=Payment.id).label("place"), Payment, Parcel.seller_name)
        .outerjoin(Parcel, Parcel.id == Payment.parcel_id)
        .where(Payment.order_id == order_id)
        .order_by(Payment.id)
    )
    return [
        ReceiptRow(place, payment, seller_name or "")
        for place, payment, seller_name in rows
        if payment.state is PaymentState.SUCCEEDED and parcel_id in (None, payment.parcel_id)
    ]


def receipt_at(order: Order, place: int, issuer: Issuer) -> Receipt:
    """The receipt with this place in its order. Raises NotFound."""
    for row in receipts(order.id):
        if row.place == place:
            return _receipt(order, row, issuer)
    raise NotFound(place)


def receipt_of(payment_id: int, issuer: Issuer) -> Receipt:
    """The receipt of one payment. Raises NotFound unless its money came."""
    payment = session().get(Payment, payment_id)
    if payment is None:
        raise NotFound(payment_id)
    order = orders.get(payment.order_id)
    for row in receipts(order.id):
        if row.payment.id == payment_id:
            return _receipt(order, row, issuer)
    raise NotFound(payment_id)


def _receipt(order: Order, row: ReceiptRow, issuer: Issuer) -> Receipt:
    payment = row.payment
    if payment.settled_at is None:
        raise NotFound(payment.id)
    direct = payment.mode is Mode.DIRECT
    agency = _agency(payment)
    sheets = [sheet for sheet in orders.parcels_of(order.id) if payment.parcel_id in (None, sheet.parcel.id)]
    refunds = _refunds(payment.id)
    stray = any(one.adjustment_id is None and not one.surplus for one in refunds)
    asked = sum(one.amount for one in refunds if one.state is not RefundState.DONE)
    owed = min(asked, payment.captured - payment.refunded)
    region = order.village_code
    town = ""
    if direct:
        seller, home = sellers.with_place(sheets[0].parcel.seller_id)
        region, town = seller.village_code or region, home.path.split(", ")[-2] if home else ""
    return Receipt(
        number=f"KW-{order.number}-{row.place}",
        received_from=agency.agency if agency else order.buyer_name,
        amount=payment.captured,
        purpose=[
            f"Pesanan {order.number}",
            *_occasion(order),
            *(
                f"{goods_in_words([(one.line.pieces, one.line.name) for one in sheet.lines])}, "
                f"dari {sheet.parcel.seller_name}"
                for sheet in sheets
            ),
            *_difference(payment),
        ],
        way=WORDS[payment.gateway],
        day=day_in(region, payment.settled_at),
        place=town,
        signer=row.seller_name if direct else issuer.collector,
        signer_note="" if direct else "Dibuat dari catatan Gerai begitu uangnya masuk.",
        by_hand=direct,
        settled=not stray and payment.captured - payment.refunded - owed > 0,
        repaid=[
            Repaid(day=day_in(region, one.done_at), amount=one.amount, reason=one.reason)
            for one in refunds
            if one.done_at is not None
        ],
        owed=owed,
        test=issuer.test,
    )


def _split(payment: Payment | None) -> Split | None:
    """What a sum that its seller took instead of the bill was for; none where just that came."""
    if payment is None or payment.accepted is None:
        return None
    return Split(payment.due, payment.code, payment.accepted)


def _difference(payment: Payment) -> list[str]:
    """What came beside the bill, in a line."""
    split = _split(payment)
    if split is None:
        return []
    gap = format_rupiah(abs(split.seen - split.due))
    words = "kurang" if split.seen < split.due else "lebih"
    rest = "dan dianggap lunas" if split.seen < split.due else "dan lebihnya dikembalikan"
    if split.seen > split.due and not split.owed:
        rest = "dan dicatat seperti kode unik"
    return [f"Tagihannya {format_rupiah(split.due)}: {words} {gap}, {rest}"]


def _refunds(payment_id: int) -> Sequence[Refund]:
    return (
        session().scalars(sa.select(Refund).where(Refund.payment_id == payment_id).order_by(Refund.id)).all()
    )
