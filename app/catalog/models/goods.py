"""Tables of goods, their papers and the shop's read model."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.base.kinds import Category, Craft
from app.catalog.rules.availability import Limits
from app.catalog.rules.life import PaperKind, RevisionState, Supply
from app.catalog.rules.notes import NoteAsked
from app.catalog.rules.packaging import Answer, Looker, Looks
from app.catalog.rules.promise import MONDAY_TO_SATURDAY, Off, Pace, week_words
from app.db.session import Model
from app.delivery.rules.weights import PackedSize


class ProductionLine(Model):
    """The same hands, their pace (pieces in a working day, or working days for one piece) and their week."""

    __tablename__ = "production_lines"
    __table_args__ = (
        sa.CheckConstraint("per_day > 0", name="per_day_positive"),
        sa.CheckConstraint("days_each = 1 or (days_each > 1 and per_day = 1)", name="one_pace"),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name="some_weekday"),
        sa.CheckConstraint("finish_days BETWEEN 0 AND 14", name="finish_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    name: Mapped[str] = mapped_column(server_default="")
    """Empty while it is called after its first product."""
    per_day: Mapped[int]
    days_each: Mapped[int] = mapped_column(server_default="1")
    weekdays: Mapped[int] = mapped_column(sa.SmallInteger, server_default=str(MONDAY_TO_SATURDAY))
    """A mask: bit 0 is Monday, bit 6 is Sunday."""
    finish_days: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0")
    """Working days of these hands for drying or packing, after the last piece is made."""

    @property
    def pace(self) -> Pace:
        return Pace(self.per_day, self.days_each)

    @property
    def week(self) -> str:
        """Its weekdays in words."""
        return week_words(self.weekdays)


class LineDay(Model):
    """What is promised of a day of a line. Taken and given back by catalog's service only, under the line's lock."""

    __tablename__ = "line_days"
    __table_args__ = (sa.CheckConstraint("taken >= 0", name="taken_not_negative"),)

    line_id: Mapped[int] = mapped_column(sa.ForeignKey("production_lines.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    taken: Mapped[int]


class Closure(Model):
    """Days on which hands do nothing, of one line or of the whole gerai. It hides nothing, it only moves dates."""

    __tablename__ = "closures"
    __table_args__ = (
        sa.CheckConstraint("last_day >= first_day", name="in_order"),
        sa.CheckConstraint("removed_at IS NULL OR removed_at >= made_at", name="removed_after_made"),
        sa.Index(
            "ix_closures_standing", "seller_id", "last_day", postgresql_where=sa.text("removed_at IS NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("production_lines.id"))
    """Empty for all hands of the gerai: then nothing is packed, either."""
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str]
    """For herself; buyers do not see it."""
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    @property
    def off(self) -> Off:
        return self.first_day, self.last_day


class Product(Model):
    """A good of a gerai. Its facts live in revisions; `approved_revision_id` is the one that the shop shows."""

    __tablename__ = "products"
    __table_args__ = (
        sa.CheckConstraint("supply <> 'made' OR line_id IS NOT NULL", name="made_has_line"),
        sa.CheckConstraint(
            "(approved_revision_id IS NULL) = (approved_at IS NULL)", name="approved_has_moment"
        ),
        sa.CheckConstraint("(gift_from IS NULL) = (gift_until IS NULL)", name="gift_has_both_days"),
        sa.CheckConstraint("gift_until > gift_from", name="gift_days_in_order"),
        sa.CheckConstraint("jsonb_typeof(gift_occasions) = 'array'", name="occasions_are_a_list"),
        sa.CheckConstraint(
            "gift_until IS NOT NULL OR gift_occasions = '[]'::jsonb", name="occasions_are_of_a_gift"
        ),
        sa.CheckConstraint("least_pieces > 0 AND most_pieces > 0", name="limits_positive"),
        sa.CheckConstraint("most_pieces >= least_pieces", name="limits_in_order"),
        sa.CheckConstraint(
            "(note_label = '') = (note_most = 0) AND note_most BETWEEN 0 AND 200", name="note_has_length"
        ),
        sa.CheckConstraint("NOT note_needed OR note_label <> ''", name="needed_note_is_asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    category: Mapped[Category]
    supply: Mapped[Supply]
    line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("production_lines.id"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    approved_revision_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("revisions.id", use_alter=True, name="fk_products_approved_revision_id_revisions")
    )
    approved_at: Mapped[datetime | None]
    """When a revision was first approved: the shop's order of newness."""
    gift_from: Mapped[date | None]
    gift_until: Mapped[date | None]
    """First and last day on the shelf of official gifts, as curation says."""
    gift_occasions: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"), default=list)
    """Codes of `rules.occasions`, as curation says; none without these days."""
    least_pieces: Mapped[int | None]
    most_pieces: Mapped[int | None]
    """In one order, all its variants together; None where there is no limit."""

    @property
    def limits(self) -> Limits:
        return Limits(self.least_pieces, self.most_pieces)

    note_label: Mapped[str] = mapped_column(server_default="", default="")
    """What the buyer may have written or sewn on it; empty where nothing is asked."""
    note_most: Mapped[int] = mapped_column(server_default="0", default=0)
    """Letters at most."""
    note_needed: Mapped[bool] = mapped_column(server_default=sa.false(), default=False)

    @property
    def note_asked(self) -> NoteAsked:
        return NoteAsked(self.note_label, self.note_most, self.note_needed)


class Revision(Model):
    """One version of a product's facts. A submitted or judged one is never changed again."""

    __tablename__ = "revisions"
    __table_args__ = (
        sa.UniqueConstraint("product_id", "number"),
        sa.Index(
            "uq_revisions_working",
            "product_id",
            unique=True,
            postgresql_where=sa.text("state IN ('draft', 'submitted')"),
        ),
        sa.Index(
            "uq_revisions_approved", "product_id", unique=True, postgresql_where=sa.text("state = 'approved'")
        ),
        sa.CheckConstraint("state <> 'draft' OR kept IS NULL", name="draft_keeps_nothing"),
        sa.CheckConstraint("jsonb_typeof(asked) = 'array'", name="asked_is_a_list"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    number: Mapped[int]
    state: Mapped[RevisionState]
    name: Mapped[str]
    description: Mapped[str]
    facts: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    asked: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"), default=list)
    """What of the offer waits with this version: new choices, and other names or prices of those on sale
    (`service.waiting`). Put into the variants when it is approved."""
    kept: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Choices, papers and packaging as they stood when it was handed in, and again when it was approved; none of versions
    from before that was kept."""


class RevisionPhoto(Model):
    """A photo of a revision; the first by position is the cover."""

    __tablename__ = "revision_photos"

    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"), primary_key=True)
    photo_id: Mapped[int] = mapped_column(sa.ForeignKey("photos.id"), primary_key=True)
    position: Mapped[int]
    alt: Mapped[str]


class Variant(Model):
    """What is put into a cart: a size, colour or taste, with its price, weight and pieces on hand."""

    __tablename__ = "variants"
    __table_args__ = (
        sa.CheckConstraint("price > 0", name="price_positive"),
        sa.CheckConstraint("weight_g > 0", name="weight_positive"),
        sa.CheckConstraint(
            "num_nonnulls(length_cm, width_cm, height_cm) IN (0, 3)", name="size_has_three_sides"
        ),
        sa.CheckConstraint("length_cm > 0 AND width_cm > 0 AND height_cm > 0", name="size_positive"),
        sa.CheckConstraint("stock >= 0", name="stock_not_negative"),
        sa.Index(
            "uq_variants_label",
            "product_id",
            "label",
            unique=True,
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"), index=True)
    label: Mapped[str]
    """Empty where there is only one."""
    price: Mapped[int]
    weight_g: Mapped[int]
    """Packed for sending."""
    length_cm: Mapped[int | None]
    width_cm: Mapped[int | None]
    height_cm: Mapped[int | None]
    """Packed for sending too; unknown where she has not measured."""
    stock: Mapped[int]
    """On hand and not withdrawn: the sum of its batches, and pieces without a code."""
    position: Mapped[int]
    removed_at: Mapped[datetime | None]

    @property
    def size(self) -> PackedSize | None:
        """As packed for sending."""
        if self.length_cm is None or self.width_cm is None or self.height_cm is None:
            return None
        return PackedSize(self.length_cm, self.width_cm, self.height_cm)

    @property
    def volume_cm3(self) -> int:
        """0 where it is not measured."""
        return self.size.cm3 if self.size else 0


class Paper(Model):
    """A paper's three facts, never mixed: the number as typed (its form is computed), its day, who saw it and when."""

    __tablename__ = "papers"
    __table_args__ = (
        sa.UniqueConstraint("product_id", "kind"),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by_id IS NULL)", name="seen_has_curator"),
        sa.CheckConstraint("(refused_at IS NULL) = (refuse_reason IS NULL)", name="refused_has_reason"),
        sa.CheckConstraint("seen_at IS NULL OR refused_at IS NULL", name="seen_or_refused"),
        sa.CheckConstraint("seen_at IS NULL OR number <> ''", name="seen_has_number"),
        sa.CheckConstraint("seen_at IS NULL OR NOT must_be_seen", name="seen_settles_it"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    kind: Mapped[PaperKind]
    typed: Mapped[str]
    number: Mapped[str]
    """Canonical writing, empty while the form cannot be right."""
    ends_on: Mapped[date | None]
    """From the certificate, else the last day that the number allows."""
    ends_on_from_paper: Mapped[bool]
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    seen_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    seen_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    refuse_reason: Mapped[str | None]
    must_be_seen: Mapped[bool] = mapped_column(server_default=sa.false(), default=False)
    """Stated after a refusal or after its day: until a curator has seen it the product stays off the shop."""

    @property
    def stated(self) -> str:
        """What a curator has before her when she marks it: number and day."""
        return f"{self.number} {self.ends_on or ''}".strip()


class PackagingAnswer(Model):
    """One look at one item of the packaging checklist. History: a new look is a new row, the newest of each looker counts.

    `packaging` and `photos` are what the product's newest version said at that moment. A trigger refuses every change.
    """

    __tablename__ = "packaging_answers"
    __table_args__ = (
        sa.Index("ix_packaging_answers_newest", "product_id", "item", "looker", "id"),
        sa.CheckConstraint("item <> ''", name="item_has_code"),
        sa.CheckConstraint("evidence_id IS NULL OR photo_id IS NULL", name="one_picture"),
        sa.CheckConstraint(
            "looker = 'seller' OR (evidence_id IS NULL AND photo_id IS NULL)", name="pictures_are_the_sellers"
        ),
        sa.CheckConstraint("looker = 'curator' OR note = ''", name="notes_are_the_curators"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"))
    item: Mapped[str]
    list_version: Mapped[str]
    looker: Mapped[Looker]
    answer: Mapped[Answer]
    note: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    photo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("photos.id"))
    packaging: Mapped[str]
    photos: Mapped[list[Any]]
    answered_at: Mapped[datetime]
    answered_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))

    @property
    def looks(self) -> Looks:
        """What the answer was about."""
        return Looks(self.packaging, frozenset(self.photos))


class StorefrontListing(Model):
    """The shop's read model: a row per product, recomputed from the sources whenever one of them changes."""

    __tablename__ = "storefront_listings"
    __table_args__ = (
        sa.Index("ix_storefront_listings_newest", "shown_since", "product_id"),
        sa.Index("ix_storefront_listings_category", "category", "shown_since", "product_id"),
        sa.Index("ix_storefront_listings_city", "city_code", "shown_since", "product_id"),
        sa.Index("ix_storefront_listings_seller", "seller_id", "shown_since"),
        sa.Index(
            "ix_storefront_listings_gift", "gift_until", postgresql_where=sa.text("gift_until IS NOT NULL")
        ),
        sa.Index("ix_storefront_listings_search", "search", postgresql_using="gin"),
        sa.Index(
            "ix_storefront_listings_trigrams",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
    )

    product_id: Mapped[int] = mapped_column(sa.ForeignKey("products.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    category: Mapped[Category]
    craft: Mapped[Craft]
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    seller_slug: Mapped[str]
    seller_name: Mapped[str]
    village_code: Mapped[str]
    city_code: Mapped[str]
    city_name: Mapped[str]
    province_code: Mapped[str]
    price_from: Mapped[int]
    price_to: Mapped[int]
    unit_price: Mapped[int | None]
    """Rupiah per 100 g or 100 ml."""
    unit: Mapped[str | None]
    photo_key: Mapped[str | None]
    photo_alt: Mapped[str]
    supply: Mapped[Supply]
    stock: Mapped[int]
    stock_until: Mapped[datetime | None]
    """From this instant fewer than `least_pieces` of `stock` may be sold, because batches come near their end."""
    keep_days: Mapped[int | None]
    """Of food: whole days of life that a batch must have left when it is sold."""
    least_pieces: Mapped[int] = mapped_column(server_default="1", default=1)
    line_id: Mapped[int | None]
    per_day: Mapped[int | None]
    days_each: Mapped[int | None]
    weekdays: Mapped[int | None] = mapped_column(sa.SmallInteger)
    finish_days: Mapped[int | None] = mapped_column(sa.SmallInteger)
    closed: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"))
    """Closures of the hands behind it: pairs of days, both included, the latest first."""
    ways: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"))
    """Zones to which its gerai sends."""
    halal_seen: Mapped[bool]
    shown_since: Mapped[datetime | None]
    visible_from: Mapped[datetime | None]
    visible_until: Mapped[datetime | None]
    leave_from: Mapped[datetime | None]
    leave_until: Mapped[datetime | None]
    gift_from: Mapped[datetime | None]
    gift_until: Mapped[datetime | None]
    gift_occasions: Mapped[list[Any]] = mapped_column(server_default=sa.text("'[]'::jsonb"))
    """Codes of `rules.occasions`; none where there is no `gift_until`."""
    has_story: Mapped[bool] = mapped_column(server_default=sa.false())
    """It tells what it means or where it comes from (`rules.facts.MEANING`)."""
    liquid_ml: Mapped[int | None]
    """What of one pack counts as liquid in a cabin (`rules.cabin.liquid_in`)."""
    sheet: Mapped[dict[str, Any]]
    """What the product page shows beside price and stock: description, facts, photos, seen papers, maker."""

    @property
    def pace(self) -> Pace:
        return Pace(self.per_day or 1, self.days_each or 1)

    @property
    def week(self) -> str:
        """The weekdays of its hands, in words."""
        return week_words(self.weekdays or MONDAY_TO_SATURDAY)

    search_text: Mapped[str]
    search: Mapped[str] = mapped_column(TSVECTOR)
