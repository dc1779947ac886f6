"""Orders, their parcels and lines, and what happened to them. Names and prices are frozen on the line at the moment of placing."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.delivery.rules.services import tracking_page
from app.delivery.rules.zones import Zone
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.delay import DelayAnswer
from app.orders.rules.life import OrderState, ParcelState
from app.orders.rules.log import Party


class Order(Model):
    """One purchase, paid at once."""

    __tablename__ = "orders"
    __table_args__ = (
        sa.CheckConstraint("total = items_total + shipping_total", name="total_adds_up"),
        sa.CheckConstraint("items_total > 0 AND shipping_total >= 0", name="totals_positive"),
        sa.CheckConstraint("state NOT IN ('paid', 'closed') OR paid_at IS NOT NULL", name="paid_has_moment"),
        sa.CheckConstraint("postal_code ~ '^[0-9]{5}$'", name="postal_code_form"),
        sa.CheckConstraint("(purpose <> '') = (needed_on IS NOT NULL)", name="purpose_has_day"),
        sa.Index("ix_orders_unpaid", "pay_by", postgresql_where=sa.text("state = 'placed'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    once: Mapped[str] = mapped_column(unique=True)
    """Made with the checkout page of one cart: the same page sent twice places one order."""
    cart_id: Mapped[int | None] = mapped_column(sa.ForeignKey("carts.id", ondelete="SET NULL"), index=True)
    """What it holds while it is unpaid counts as free for this cart: nobody stands in her own way."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
    purpose: Mapped[str] = mapped_column(server_default="", default="")
    """What an agency needs it for, as makers read it: such an order is held until the agency's head agrees, and paid by its
    bill. Empty for every other order."""
    needed_on: Mapped[date | None]
    """The last day on which it may be there for that purpose."""
    state: Mapped[OrderState]
    buyer_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str | None]
    village_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    street: Mapped[str]
    landmark: Mapped[str]
    postal_code: Mapped[str | None]
    """As the buyer typed it; without it that of her village holds."""
    items_total: Mapped[int]
    shipping_total: Mapped[int]
    total: Mapped[int]
    placed_at: Mapped[datetime]
    pay_by: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    """When the first money came: all of it, or that of one part."""
    ended_at: Mapped[datetime | None]


class Parcel(Model):
    """One seller's part of an order."""

    __tablename__ = "parcels"
    __table_args__ = (
        sa.UniqueConstraint("order_id", "seller_id"),
        sa.CheckConstraint("total = items_total + fee", name="total_adds_up"),
        sa.CheckConstraint("fee >= 0 AND items_total > 0", name="amounts_positive"),
        sa.CheckConstraint("state <> 'declined' OR decline_reason IS NOT NULL", name="declined_has_reason"),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'received') OR sent_at IS NOT NULL", name="sent_has_moment"
        ),
        sa.CheckConstraint("(state = 'received') = (received_at IS NOT NULL)", name="received_has_moment"),
        sa.CheckConstraint("returned >= 0 AND returned <= total", name="returned_within_total"),
        sa.CheckConstraint("state <> 'to_answer' OR answer_by IS NOT NULL", name="asked_has_deadline"),
        sa.CheckConstraint("ready_on >= promised_on", name="never_earlier_than_promised"),
        sa.CheckConstraint(
            "zone <> 'pickup' OR state NOT IN ('accepted', 'packed') OR handover_code IS NOT NULL",
            name="fetched_by_code",
        ),
        sa.CheckConstraint("(way = 'posko') = (consolidation_id IS NOT NULL)", name="through_post_has_whole"),
        sa.CheckConstraint("consolidation_id IS NULL OR fee = 0", name="through_post_has_no_fee"),
        sa.CheckConstraint("state <> 'at_post' OR consolidation_id IS NOT NULL", name="at_post_has_whole"),
        sa.CheckConstraint(
            "NOT receipt_assumed OR state = 'received' AND receipt_asked_at IS NOT NULL",
            name="assumed_was_asked",
        ),
        sa.CheckConstraint("state <> 'waiting' OR asked_at IS NULL", name="waiting_is_not_asked"),
        sa.CheckConstraint("commission_bps BETWEEN 0 AND 10000", name="commission_within_price"),
        sa.Index("ix_parcels_unpaid", "pay_by", postgresql_where=sa.text("state = 'waiting'")),
        sa.Index("ix_parcels_seller", "seller_id", "state", "ready_on"),
        sa.Index("ix_parcels_unanswered", "answer_by", postgresql_where=sa.text("state = 'to_answer'")),
        sa.Index("ix_parcels_sent", "arrives_on", postgresql_where=sa.text("state = 'sent'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"))
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    seller_name: Mapped[str]
    state: Mapped[ParcelState]
    zone: Mapped[Zone]
    way: Mapped[str]
    """Code of the service by which it travels."""
    service: Mapped[str]
    """Its name, as the buyer read it."""
    tariff: Mapped[dict[str, Any]]
    """What the fee was reckoned with (`delivery.rules.rates.Tariff`): what falls away later is reckoned the same."""
    weight_g: Mapped[int]
    items_total: Mapped[int]
    fee: Mapped[int]
    total: Mapped[int]
    returned: Mapped[int] = mapped_column(server_default="0", default=0)
    """The sum of its adjustments: what the buyer gets back of `total`."""
    promised_on: Mapped[date]
    """The ready day of the moment of placing; `ready_on` moves later only with the buyer's consent."""
    ready_on: Mapped[date]
    arrives_on: Mapped[date]
    pay_by: Mapped[datetime | None]
    """Until when this part is paid, where its seller is paid directly; else the order's own deadline holds."""
    asked_at: Mapped[datetime | None]
    """Since when the maker works on it or is asked to: it is paid, or will be paid later as agreed."""
    paid_at: Mapped[datetime | None]
    commission_bps: Mapped[int] = mapped_column(server_default="0", default=0)
    """The platform's share of the goods in hundredths of a per cent, as it was at the sale."""
    answer_by: Mapped[datetime | None]
    """Until when the seller says yes or no; then the buyer gets her money back."""
    reminded_at: Mapped[datetime | None]
    """When she was reminded to answer."""
    handover_code: Mapped[str | None]
    """Said by who fetches it, typed by who hands it over."""
    consolidation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consolidations.id"))
    """The whole in which it travels from a post to the buyer."""
    brought_at: Mapped[datetime | None]
    """When its maker says that she brought it to the post; that it is there, the post's keeper sees."""
    courier: Mapped[str | None]
    tracking: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    packed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    receipt_asked_at: Mapped[datetime | None]
    """When its buyer was asked whether it came; her silence counts from here (`rules.receipt`)."""
    receipt_assumed: Mapped[bool] = mapped_column(server_default=sa.false(), default=False)
    """She said nothing: `received_at` is when that counted as received, not when it came."""
    decline_reason: Mapped[str | None]

    @property
    def tracking_page(self) -> str | None:
        """Where the courier tells how far it is."""
        return tracking_page(self.courier, self.tracking)


class OrderLine(Model):
    """Pieces of a variant in a parcel, as they were named and priced at the moment of placing."""

    __tablename__ = "order_lines"
    __table_args__ = (
        sa.CheckConstraint("pieces > 0", name="pieces_positive"),
        sa.CheckConstraint("price > 0", name="price_positive"),
        sa.CheckConstraint("commission BETWEEN 0 AND price * pieces", name="commission_within_price"),
        sa.CheckConstraint("volume_cm3 >= 0", name="volume_not_negative"),
        sa.CheckConstraint("dropped >= 0 AND dropped <= pieces", name="dropped_within_pieces"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"), index=True)
    bundle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bundles.id"))
    """The set as part of which these pieces were bought."""
    name: Mapped[str]
    label: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="", default="")
    price: Mapped[int]
    pieces: Mapped[int]
    dropped: Mapped[int] = mapped_column(server_default="0", default=0)
    """Of these pieces, those that will not come: adjustments tell why."""
    commission: Mapped[int] = mapped_column(server_default="0", default=0)
    """Rupiah of this line that are the platform's, frozen at the sale."""
    weight_g: Mapped[int]
    volume_cm3: Mapped[int] = mapped_column(server_default="0", default=0)
    """Of one packed piece; 0 where its maker has not measured."""
    from_stock: Mapped[bool]
    """Pieces came from the shelf, so they go back there."""

    @property
    def left(self) -> int:
        """Pieces that are still to come, or came."""
        return self.pieces - self.dropped


class LineSlot(Model):
    """Pieces of an order line laid on a day of its maker's hands."""

    __tablename__ = "line_slots"
    __table_args__ = (sa.CheckConstraint("pieces > 0", name="pieces_positive"),)

    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("production_lines.id"))
    pieces: Mapped[int]


class LineLot(Model):
    """Pieces of an order line out of a batch. Who holds a batch that is recalled is found by these."""

    __tablename__ = "line_lots"
    __table_args__ = (
        sa.CheckConstraint("pieces > 0", name="pieces_positive"),
        sa.CheckConstraint("repaid_at IS NULL OR told_at IS NOT NULL", name="repaid_was_told"),
        sa.Index("ix_line_lots_batch_id", "batch_id"),
    )

    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("batches.id"), primary_key=True)
    pieces: Mapped[int]
    told_at: Mapped[datetime | None]
    """When the buyer was told that these pieces were recalled: by letter, or by somebody who called her."""
    repaid_at: Mapped[datetime | None]
    """When she asked for their money."""


class Adjustment(Model):
    """Pieces that a parcel lost after it was paid, and the rupiah that go back for them. Never changed, never deleted."""

    __tablename__ = "adjustments"
    __table_args__ = (
        sa.CheckConstraint("amount = goods + fee", name="amount_adds_up"),
        # pieces may fall away when all of their money is back already
        sa.CheckConstraint(
            "goods >= 0 AND fee >= 0 AND (amount > 0 OR amount = 0 AND pieces <> '[]'::jsonb)",
            name="amounts_positive",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    kind: Mapped[AdjustmentKind]
    pieces: Mapped[list[Any]]
    """Pairs of order line and pieces; empty when only money goes back."""
    goods: Mapped[int]
    fee: Mapped[int]
    amount: Mapped[int]
    reason: Mapped[str]
    made_at: Mapped[datetime]
    consolidation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consolidations.id"))
    """Where `fee` is of the one parcel that a post makes, that parcel; else `fee` is of the part's own."""


class AdjustmentShare(Model):
    """What of an adjustment's `goods` went back for one line although its pieces stay with the buyer. Never changed, never
    deleted."""

    __tablename__ = "adjustment_shares"
    __table_args__ = (sa.CheckConstraint("amount > 0", name="amount_positive"),)

    adjustment_id: Mapped[int] = mapped_column(sa.ForeignKey("adjustments.id"), primary_key=True)
    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"), primary_key=True, index=True)
    amount: Mapped[int]


class DelayRequest(Model):
    """A later day that a seller asked her buyer for. The parcel's own days move only with the answer "agreed"."""

    __tablename__ = "delay_requests"
    __table_args__ = (
        sa.CheckConstraint("new_ready_on > old_ready_on", name="later_than_before"),
        sa.CheckConstraint(
            "new_arrives_on >= new_ready_on AND old_arrives_on >= old_ready_on", name="arrives_after_ready"
        ),
        sa.CheckConstraint("reason <> ''", name="has_reason"),
        sa.CheckConstraint("answer_by > asked_at", name="time_to_answer"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_moment"),
        sa.Index(
            "uq_delay_requests_open", "parcel_id", unique=True, postgresql_where=sa.text("answer IS NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    asked_at: Mapped[datetime]
    old_ready_on: Mapped[date]
    new_ready_on: Mapped[date]
    old_arrives_on: Mapped[date]
    new_arrives_on: Mapped[date]
    reason: Mapped[str]
    answer_by: Mapped[datetime]
    answer: Mapped[DelayAnswer | None]
    answered_at: Mapped[datetime | None]


class OrderChange(Model):
    """What happened to an order, in the log that buyer, sellers and officer all see. A trigger refuses every change."""

    __tablename__ = "order_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"), index=True)
    parcel_id: Mapped[int | None] = mapped_column(sa.ForeignKey("parcels.id"))
    happened_at: Mapped[datetime]
    party: Mapped[Party]
    what: Mapped[str]
    """A key of `rules.log.WORDS`."""
    facts: Mapped[dict[str, Any]]
