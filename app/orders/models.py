"""Tables of carts, orders and parcels. Names and prices are frozen on the line at the moment of placing."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.delivery.rules.services import tracking_page
from app.delivery.rules.zones import Zone
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.complaint import ComplaintKind, ComplaintMove, ComplaintState, Outcome
from app.orders.rules.delay import DelayAnswer
from app.orders.rules.hub import HubState, HubWay, LateAnswer, Mark
from app.orders.rules.life import OrderState, ParcelState
from app.orders.rules.log import Party
from app.orders.rules.printing import PrintKind, PrintState
from app.paper.sending import Sheet


class Cart(Model):
    """What somebody gathers. The cookie holds the token; a member's cart is found from her other devices too."""

    __tablename__ = "carts"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
    address: Mapped[dict[str, Any]]
    """What was typed at checkout so far."""
    touched_at: Mapped[datetime] = mapped_column(index=True)


class CartLine(Model):
    """Pieces of a variant in a cart, with the price that was seen then."""

    __tablename__ = "cart_lines"
    __table_args__ = (
        sa.CheckConstraint("pieces BETWEEN 1 AND 999", name="pieces"),
        sa.UniqueConstraint("cart_id", "variant_id", "note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(sa.ForeignKey("carts.id", ondelete="CASCADE"))
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    note: Mapped[str] = mapped_column(server_default="", default="")
    """What is to be written or sewn on it, in the buyer's words."""
    pieces: Mapped[int]
    seen_price: Mapped[int]
    seen_name: Mapped[str | None]
    """Its name and choice, as the buyer was shown them last."""
    seen_ready_on: Mapped[date | None]
    """The day that the buyer was shown last."""
    added_at: Mapped[datetime]


class Order(Model):
    """One purchase, paid at once."""

    __tablename__ = "orders"
    __table_args__ = (
        sa.CheckConstraint("total = items_total + shipping_total", name="total_adds_up"),
        sa.CheckConstraint("items_total > 0 AND shipping_total >= 0", name="totals_positive"),
        sa.CheckConstraint("state NOT IN ('paid', 'closed') OR paid_at IS NOT NULL", name="paid_has_moment"),
        sa.CheckConstraint("postal_code ~ '^[0-9]{5}$'", name="postal_code_form"),
        sa.Index("ix_orders_unpaid", "pay_by", postgresql_where=sa.text("state = 'placed'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    once: Mapped[str] = mapped_column(unique=True)
    """Made with the checkout page of one cart: the same page sent twice places one order."""
    cart_id: Mapped[int | None] = mapped_column(sa.ForeignKey("carts.id", ondelete="SET NULL"), index=True)
    """What it holds while it is unpaid counts as free for this cart: nobody stands in her own way."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
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
        sa.Index("ix_parcels_seller", "seller_id", "state", "ready_on"),
        sa.Index("ix_parcels_unanswered", "answer_by", postgresql_where=sa.text("state = 'to_answer'")),
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
    decline_reason: Mapped[str | None]

    @property
    def tracking_page(self) -> str | None:
        """Where the courier tells how far it is."""
        return tracking_page(self.courier, self.tracking)


class Consolidation(Model):
    """Several makers' parts of one order that a post sends as one parcel, for one fee. At most one an order."""

    __tablename__ = "consolidations"
    __table_args__ = (
        sa.UniqueConstraint("order_id"),
        sa.CheckConstraint("fee >= handling AND handling >= 0", name="fee_holds_handling"),
        sa.CheckConstraint("returned >= 0 AND returned <= fee", name="returned_within_fee"),
        sa.CheckConstraint("weight_g > 0", name="weight_positive"),
        sa.CheckConstraint("(way = 'ambil') = (handover_code IS NOT NULL)", name="fetched_has_code"),
        sa.CheckConstraint("ready_on >= bring_by AND arrives_on >= ready_on", name="days_in_order"),
        sa.CheckConstraint("ready_on >= promised_on", name="never_earlier_than_promised"),
        sa.CheckConstraint(
            "state NOT IN ('packed', 'ready', 'sent', 'received') "
            "OR (gathered_at IS NOT NULL AND packed_at IS NOT NULL)",
            name="packed_has_moment",
        ),
        sa.CheckConstraint("(packed_at IS NULL) = (packed_g IS NULL)", name="packed_has_weight"),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'received') OR sent_at IS NOT NULL", name="sent_has_moment"
        ),
        sa.CheckConstraint("way = 'ambil' OR (sent_at IS NULL) = (courier IS NULL)", name="sent_has_courier"),
        sa.CheckConstraint("(state = 'received') = (received_at IS NOT NULL)", name="received_has_moment"),
        sa.CheckConstraint(
            "(asked_at IS NULL) = (answer_by IS NULL) AND (asked_at IS NULL) = (wait_until IS NULL)",
            name="asked_has_deadline",
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
            name="answered_has_moment",
        ),
        sa.CheckConstraint("answer IS NULL OR asked_at IS NOT NULL", name="answered_was_asked"),
        sa.Index("ix_consolidations_post", "post_id", "state", "bring_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"))
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    post_name: Mapped[str]
    state: Mapped[HubState]
    way: Mapped[HubWay]
    weight_g: Mapped[int]
    """Of everything that was ordered through the post."""
    tariff: Mapped[dict[str, Any]]
    handling: Mapped[int]
    """The post's own part of the fee."""
    fee: Mapped[int]
    returned: Mapped[int] = mapped_column(server_default="0", default=0)
    """What the buyer gets back of `fee`: adjustments that name this row hold it."""
    bring_by: Mapped[date]
    """The day on which the last part is due at the post, by three in the afternoon there."""
    promised_on: Mapped[date]
    """`ready_on` of the moment of placing."""
    ready_on: Mapped[date]
    """The day on which the whole leaves; later only with the buyer's consent."""
    arrives_on: Mapped[date]
    handover_code: Mapped[str | None]
    gathered_at: Mapped[datetime | None]
    packed_at: Mapped[datetime | None]
    packed_g: Mapped[int | None]
    """As weighed at the post."""
    sent_at: Mapped[datetime | None]
    courier: Mapped[str | None]
    tracking: Mapped[str | None]
    received_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    """When the buyer was asked what to do about parts that were not there on their day: once at most while it gathers."""
    answer_by: Mapped[datetime | None]
    wait_until: Mapped[date | None]
    """The day until which she may wait, as she was told: the late maker's own, else three working days."""
    answer: Mapped[LateAnswer | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[Party | None]


class PostCheck(Model):
    """What a keeper found of a line; the last one of a line counts. A trigger refuses every change."""

    __tablename__ = "post_checks"
    __table_args__ = (
        sa.CheckConstraint("missing >= 0 AND (mark = 'ada') = (missing = 0)", name="missing_fits_mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"))
    mark: Mapped[Mark]
    missing: Mapped[int]
    note: Mapped[str]
    checked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    checked_at: Mapped[datetime]


class OrderLine(Model):
    """Pieces of a variant in a parcel, as they were named and priced at the moment of placing."""

    __tablename__ = "order_lines"
    __table_args__ = (
        sa.CheckConstraint("pieces > 0", name="pieces_positive"),
        sa.CheckConstraint("price > 0", name="price_positive"),
        sa.CheckConstraint("volume_cm3 >= 0", name="volume_not_negative"),
        sa.CheckConstraint("dropped >= 0 AND dropped <= pieces", name="dropped_within_pieces"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"), index=True)
    name: Mapped[str]
    label: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="", default="")
    price: Mapped[int]
    pieces: Mapped[int]
    dropped: Mapped[int] = mapped_column(server_default="0", default=0)
    """Of these pieces, those that will not come: adjustments tell why."""
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


class PrintRun(Model):
    """Labels or packing lists of many parcels, made by the worker into one PDF. Forgotten after a week, with its file."""

    __tablename__ = "print_runs"
    __table_args__ = (
        sa.CheckConstraint("done BETWEEN 0 AND total AND total > 0", name="done_of_total"),
        sa.CheckConstraint("state <> 'done' OR done = total", name="done_is_whole"),
        sa.CheckConstraint("(state = 'done') = (size IS NOT NULL)", name="done_has_size"),
        sa.CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name="failed_has_problem"),
        sa.CheckConstraint("(state IN ('done', 'failed')) = (ended_at IS NOT NULL)", name="ended_has_moment"),
        sa.CheckConstraint("tries >= 0", name="tries_not_negative"),
        sa.Index("ix_print_runs_newest", "seller_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    kind: Mapped[PrintKind]
    sheet: Mapped[Sheet]
    state: Mapped[PrintState]
    done: Mapped[int]
    """Parcels that are prepared or left out."""
    total: Mapped[int]
    tries: Mapped[int]
    """How often a worker has begun to put the whole together."""
    size: Mapped[int | None]
    """Bytes of the finished file."""
    file_key: Mapped[str] = mapped_column(unique=True)
    """Chosen when it is asked for, so that a file made twice is one file."""
    problem: Mapped[str | None]
    """Why it failed: a sentence for the seller."""
    asked_at: Mapped[datetime] = mapped_column(index=True)
    moved_at: Mapped[datetime]
    """When it last got on."""
    ended_at: Mapped[datetime | None]


class PrintPart(Model):
    """One parcel of a run: what will be printed of it, kept so that nothing is prepared twice, or why it is left out."""

    __tablename__ = "print_parts"
    __table_args__ = (
        sa.UniqueConstraint("run_id", "parcel_id"),
        sa.CheckConstraint("facts IS NULL OR problem IS NULL", name="prepared_or_left_out"),
        sa.CheckConstraint("tries >= 0", name="tries_not_negative"),
    )

    run_id: Mapped[int] = mapped_column(sa.ForeignKey("print_runs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """From 0, in the order of the list."""
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"))
    tries: Mapped[int]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """As `app.paper.sending` has made them."""
    problem: Mapped[str | None]
    """Why it is left out: a sentence for the seller."""


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
        sa.CheckConstraint("goods >= 0 AND fee >= 0 AND amount > 0", name="amounts_positive"),
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


class Complaint(Model):
    """A buyer's claim about lines of a parcel. What came of it stands in its steps, in `Resend`, `GoodsReturn` and in the
    parcel's adjustments: a claim is no refund."""

    __tablename__ = "complaints"
    __table_args__ = (
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('settled', 'dismissed', 'withdrawn', 'lapsed'))",
            name="ended_has_moment",
        ),
        sa.CheckConstraint("(due_at IS NULL) = (ended_at IS NOT NULL)", name="open_has_clock"),
        sa.CheckConstraint("(wanted = 'part_refund') = (wanted_amount IS NOT NULL)", name="wish_has_amount"),
        sa.CheckConstraint("wanted_amount > 0", name="amount_positive"),
        sa.Index("ix_complaints_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(sa.ForeignKey("parcels.id"), index=True)
    kind: Mapped[ComplaintKind]
    state: Mapped[ComplaintState]
    wanted: Mapped[Outcome]
    wanted_amount: Mapped[int | None]
    words: Mapped[str]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """Until when the one whose turn it is (`rules.complaint.TURN`) acts."""
    reminded_at: Mapped[datetime | None]
    """When she was told that this turn of hers ends soon."""
    mediator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class ComplaintLine(Model):
    """Pieces of an order line that are complained about. A line is in one open complaint at most."""

    __tablename__ = "complaint_lines"
    __table_args__ = (sa.CheckConstraint("pieces > 0", name="pieces_positive"),)

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    order_line_id: Mapped[int] = mapped_column(sa.ForeignKey("order_lines.id"), primary_key=True, index=True)
    pieces: Mapped[int]


class ComplaintPhoto(Model):
    """A private picture of what came, seen by buyer, seller and the officers of her region."""

    __tablename__ = "complaint_photos"

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), primary_key=True)


class ComplaintStep(Model):
    """What somebody did or said in a complaint. A trigger refuses every change."""

    __tablename__ = "complaint_steps"
    __table_args__ = (
        sa.CheckConstraint(
            "move NOT IN ('open', 'offer', 'resend', 'part_refund', 'return', 'drop') OR outcome IS NOT NULL",
            name="names_outcome",
        ),
        sa.CheckConstraint("move NOT IN ('refuse', 'dismiss') OR words <> ''", name="no_has_reason"),
        sa.CheckConstraint("party <> 'officer' OR words <> ''", name="mediator_gives_reasons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), index=True)
    happened_at: Mapped[datetime]
    party: Mapped[Party]
    by_name: Mapped[str]
    """As the others read it: the gerai, the buyer's first name, the mediator."""
    move: Mapped[ComplaintMove]
    outcome: Mapped[Outcome | None]
    amount: Mapped[int | None]
    day: Mapped[date | None]
    words: Mapped[str]
    facts: Mapped[dict[str, Any]]
    """What fills the braces of its sentence in the order's log."""


class Resend(Model):
    """Goods that go to the buyer a second time."""

    __tablename__ = "resends"
    __table_args__ = (
        sa.CheckConstraint("(sent_at IS NULL) = (courier IS NULL)", name="sent_has_courier"),
        sa.CheckConstraint("received_at IS NULL OR sent_at IS NOT NULL", name="received_was_sent"),
    )

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    promised_on: Mapped[date]
    courier: Mapped[str | None]
    tracking: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]


class ResendGoods(Model):
    """What a resend has taken: pieces from the shelf, out of a batch or without a code, or units of a day of the maker's
    hands. Food that these hands have made stands here a second time when it is sent: as pieces of the batch that it has
    become. What was sent stays known, because its batch may be recalled."""

    __tablename__ = "resend_goods"
    __table_args__ = (
        sa.CheckConstraint("units > 0", name="units_positive"),
        sa.CheckConstraint("(line_id IS NULL) = (day IS NULL)", name="hands_have_day"),
        sa.CheckConstraint(
            "CASE WHEN line_id IS NOT NULL THEN NOT from_stock AND batch_id IS NULL "
            "ELSE from_stock OR batch_id IS NOT NULL AND sent_at IS NOT NULL END",
            name="hands_shelf_or_made",
        ),
        sa.CheckConstraint(
            "told_at IS NULL OR sent_at IS NOT NULL AND batch_id IS NOT NULL", name="told_was_sent"
        ),
        sa.CheckConstraint("repaid_at IS NULL OR told_at IS NOT NULL", name="repaid_was_told"),
        sa.Index("ix_resend_goods_batch_id", "batch_id", postgresql_where=sa.text("batch_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("resends.complaint_id"), index=True)
    variant_id: Mapped[int] = mapped_column(sa.ForeignKey("variants.id"))
    line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("production_lines.id"))
    day: Mapped[date | None]
    units: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("batches.id"))
    from_stock: Mapped[bool]
    """Pieces came from the shelf, so they go back there while they are not sent."""
    sent_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    """When the buyer was told that these pieces were recalled, as `LineLot` knows it of those that came first."""
    repaid_at: Mapped[datetime | None]
    """When she asked for their money."""


class GoodsReturn(Model):
    """Goods on their way back to the maker; only when she has them does the money go back."""

    __tablename__ = "returns"
    __table_args__ = (
        sa.CheckConstraint("(received_at IS NULL) = (is_fit IS NULL)", name="received_was_seen"),
    )

    complaint_id: Mapped[int] = mapped_column(sa.ForeignKey("complaints.id"), primary_key=True)
    courier: Mapped[str]
    tracking: Mapped[str | None]
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    is_fit: Mapped[bool | None]
    """May be sold again, says the maker: then the pieces are on her shelf again."""
