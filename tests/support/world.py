"""A small world that every test finds: one of each role, one open gerai with two products, made as people make them."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from PIL import Image

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.models import Person, Purpose
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor, Role
from app.base.kinds import Category
from app.catalog.models import Product, Variant
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind, Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts, papers
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.models import Round
from app.curation.service import looking, submitting
from app.delivery.rules.zones import Zone
from app.regions import service as regions
from app.regions.models import AgencyKind
from app.sellers import queries as sellers
from app.sellers import service as seller_service
from app.sellers.models import Seller
from app.training import queries as training_queries
from app.training import service as training
from app.training.models import Certificate
from app.training.service import Plan
from tests.support import scores

SUNDAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
"""When the tests' days begin: Sunday, 22 November 2026, ten in the morning in Jakarta."""

PASSWORD = "kain-perca-7"
CITY = "36.71"
VILLAGE = "36.71.05.1003"  # Cipondoh Indah, Kota Tangerang
NEXT_DOOR = "36.71.05.1001"  # Cipondoh, same kecamatan
ACROSS_TOWN = "36.71.01.1008"  # Babakan, same city
SURABAYA = "35.78.08.1001"

ADMIN, OFFICER, CURATOR = "0812-0000-1001", "0812-0000-1002", "0812-0000-1003"
SELLER, BUYER, KADER = "0812-0000-1004", "0812-0000-1005", "0812-0000-1006"
OTHER_OFFICER, OTHER_SELLER = "0812-0000-1007", "0812-0000-1008"


def build() -> None:
    """Make it, six weeks before the tests' day."""
    with clock.at(SUNDAY - timedelta(days=42)):
        admin = _in(None, "Ani Admin", ADMIN)
        accounts.grant(None, admin.person_id, Role.ADMIN)
        boss = actor(ADMIN)
        agency = regions.make_agency(boss, name="Dinas Uji", kind=AgencyKind.DINAS, region_code=CITY)
        officer = _in(boss, "Ratna Petugas", OFFICER)
        accounts.grant(boss, officer.person_id, Role.OFFICER, region=CITY, agency_id=agency.id)
        far = regions.make_agency(boss, name="Dinas Jauh", kind=AgencyKind.DINAS, region_code="35.78")
        other = _in(boss, "Petugas Jauh", OTHER_OFFICER)
        accounts.grant(boss, other.person_id, Role.OFFICER, region="35.78", agency_id=far.id)
        curator = _in(boss, "Wulan Kurator", CURATOR)
        accounts.grant(boss, curator.person_id, Role.CURATOR, region="36", pokja="III")
        kader = _in(boss, "Tini Kader", KADER)
        accounts.grant(boss, kader.person_id, Role.KADER, region=CITY)
        accounts.sign_up(name="Sari Pembeli", identity=identity_of(BUYER), password=PASSWORD, address="test")
        maker = a_maker("Yati Penjual", phone=SELLER, skills=("Anyaman keset", "Payet", "Olahan camilan"))
        seller = a_gerai(maker, "Rumah Perca")
        an_approved_product(maker, name="Keset Perca", stock=10)
        an_approved_product(maker, name="Keset Kepang", per_day=2)
        stranger = a_maker("Orang Lain", phone=OTHER_SELLER, skills=("Anyaman keset",))
        a_gerai(stranger, "Gerai Tetangga")
        accounts.appoint_kader(actor(OFFICER), kader_id=kader.person_id, person_id=maker.person_id)
        del seller


def actor(who: str) -> Actor:
    """The actor of a person of the world, by phone."""
    person = people.by_identity(identity_of(who))
    if person is None:
        raise LookupError(who)
    return people.actor_of(person.id)


def _in(by: Actor | None, name: str, who: str) -> Actor:
    person = accounts.make_person(by, name=name, identity=identity_of(who))
    let_in(person)
    return people.actor_of(person.id)


def let_in(person: Person) -> None:
    token = accounts.make_link(None, person.id, Purpose.ACTIVATE)
    accounts.use_link(token, password=PASSWORD, identity=None, user_agent="test")


# -- makers of one thing each; they say only what matters -------------------------------------------


_phones = iter(range(2000, 9999))


def a_phone() -> str:
    """A number that nobody has yet."""
    return f"0812-0000-{next(_phones)}"


def a_maker(
    name: str = "Ibu Baru", *, phone: str | None = None, skills: tuple[str, ...] = ("Anyaman keset",)
) -> Actor:
    """A trained woman with valid certificates who can sign in."""
    officer = actor(OFFICER)
    person = accounts.make_person(officer, name=name, identity=identity_of(phone or a_phone()))
    let_in(person)
    for skill in skills:
        a_certificate(officer, person.id, skill)
    return people.actor_of(person.id)


def a_training(officer: Actor, skill: str = "Anyaman keset", *, quota: int = 30, days: int = 2) -> int:
    """A training of the officer's that is over."""
    agency = next(grant.agency_id for grant in officer.grants if grant.agency_id)
    region = next(grant.region for grant in officer.grants if grant.region)
    assert agency and region
    programme = training.begin_programme(
        officer,
        agency_id=agency,
        region_code=region,
        name="Program rahasia P2WKSS",
        target_group="Sasaran rahasia",
        year=2026,
    )
    found = next(one for one in training_queries.skills() if one.name == skill)
    first = date(2026, 9, 1)
    plan = Plan(found.id, "Penyelenggara", "Tempat rahasia", first, first + timedelta(days=days - 1), quota)
    return training.plan_training(officer, programme.id, plan).id


def a_certificate(officer: Actor, person_id: int, skill: str = "Anyaman keset") -> Certificate:
    """A certificate after full attendance."""
    training_id = a_training(officer, skill)
    participant = training.enrol(officer, training_id, name="", identity=None, known_id=person_id)
    sheet, _ = training.open_class_list(officer, training_id)
    days = [sheet.training.starts_on, sheet.training.ends_on]
    training.keep_attendance(officer, training_id, {participant.id: days})
    return training.give_certificate(officer, participant.id)


def a_gerai(
    maker: Actor,
    name: str = "Gerai Baru",
    *,
    village: str = VILLAGE,
    ways: tuple[Zone, ...] = (Zone.CITY, Zone.COUNTRY, Zone.PICKUP),
) -> Seller:
    """An open gerai."""
    seller = seller_service.begin(maker, name)
    seller_service.describe(maker, name=name, story="Dibuat di rumah, satu per satu.")
    seller_service.settle(maker, village_code=village, street="Gang Rahasia No. 7", rt="002", rw="005")
    seller_service.send_to(maker, ways)
    seller_service.open_gerai(maker)
    return seller


MAT = {
    "material": "Kain perca katun",
    "technique": "anyam",
    "colours": "campur",
    "length": 60,
    "width": 40,
    "anti_slip": "tidak",
    "washable": "ya",
}
SNACK = {
    "composition": "singkong, minyak goreng, garam",
    "allergens": [],
    "net": 250,
    "net_unit": "g",
    "packaging": "standing pouch plastik",
    "shelf_life": 180,
    "trade_name": "Renyah",
    "halal": "proses",
    "production_code": "B221126",
    "date_on_label": "hari",
}
PIRT = "P-IRT No. 2153671019901-30"


def a_picture(width: int = 1100, height: int = 1100, kind: str = "JPEG", colour: str = "#7a1e4a") -> bytes:
    """The bytes of a plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def a_product(
    maker: Actor,
    *,
    name: str = "Keset Uji",
    category: Category = Category.KESET,
    facts: dict[str, object] | None = None,
    price: int = 45_000,
    weight_g: int = 600,
    stock: int = 10,
    per_day: int | None = None,
    variants: tuple[VariantOffer, ...] = (),
) -> Product:
    """A complete draft."""
    product = drafts.begin(maker, category=category, name=name)
    drafts.name_it(maker, product.slug, name=name, description="Dianyam rapat.")
    drafts.add_photo(maker, product.slug, a_picture())
    food = category in (Category.CAMILAN, Category.MINUMAN, Category.BUMBU)
    drafts.state_facts(maker, product.slug, dict(facts or (SNACK if food else MAT)))
    supply = Supply.MADE if per_day else Supply.READY
    offered = variants or (VariantOffer(None, "", price, weight_g, 0 if per_day else stock),)
    drafts.offer(maker, product.slug, Offer(supply, Pace(per_day) if per_day else None, offered))
    return product


def a_submitted_product(maker: Actor, **wishes: object) -> tuple[Product, Round]:
    """A product in a curator's queue."""
    product = a_product(maker, **wishes)  # type: ignore[arg-type]
    return product, submitting.submit(maker, product.slug)


def an_approved_product(maker: Actor, **wishes: object) -> Product:
    """A product on show."""
    product, round_ = a_submitted_product(maker, **wishes)
    scores.approve(actor(CURATOR), round_.id)
    return product


def a_snack_with_papers(
    maker: Actor, *, name: str = "Keripik Uji", until: date = date(2030, 6, 30)
) -> tuple[Product, Round]:
    """A snack on show whose P-IRT a curator has seen."""
    product = a_product(maker, name=name, category=Category.CAMILAN)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=PIRT, ends_on=until, evidence=a_picture())
    round_ = submitting.submit(maker, product.slug)
    for paper in own.papers(product.id).values():
        looking.see_paper(actor(CURATOR), round_.id, paper.id, None)
    scores.approve(actor(CURATOR), round_.id)
    return product, round_


def variant_of(product: Product) -> Variant:
    """The first variant of a product."""
    return own.variants(product.id)[0]


@dataclass(frozen=True)
class Goods:
    """What the world's open gerai sells: ten pieces that lie ready, and two a day made when ordered."""

    ready: Product
    made: Product


def goods() -> Goods:
    """The world's two products."""
    seller = sellers.owned(actor(SELLER))
    found = {own.latest(one).name: own.product(one) for one in own.of_seller(seller.id)}
    return Goods(found["Keset Perca"], found["Keset Kepang"])
