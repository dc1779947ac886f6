"""Gift requests of the world's agency: makers whose goods are official gifts and who bill agencies, staff, and a head."""

from dataclasses import replace
from datetime import date, timedelta

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base.actor import HEAD, Actor, Role
from app.catalog.models import Product
from app.gifts.models import GiftRequest
from app.gifts.queries import planning
from app.gifts.rules.life import Kind
from app.gifts.service import deciding, drafting, submitting
from app.gifts.service.drafting import Brief, Thing
from app.orders.models import Order
from app.payments.rules.ways import Way
from app.payments.service import receiving
from app.sellers import queries as sellers
from tests.support import official, world

HEAD_PHONE = "0812-0000-1992"
UNTIL = date(2027, 6, 30)
HOLD = timedelta(hours=72)


def staff() -> Actor:
    """The world's officer, who writes requests."""
    return world.actor(world.OFFICER)


def agency_id() -> int:
    """Hers."""
    return next(one.agency_id for one in staff().grants if one.agency_id)


def the_head() -> Actor:
    """The head of the same agency; made when she is first needed."""
    person = people.by_identity(identity_of(HEAD_PHONE))
    if person is None:
        person = accounts.make_person(None, name="Bu Kepala", identity=identity_of(HEAD_PHONE))
        world.let_in(person)
        accounts.grant(None, person.id, Role.OFFICER, region=world.CITY, agency_id=agency_id(), pokja=HEAD)
    return people.actor_of(person.id)


def an_official_maker(
    name: str, *, until: date = UNTIL, village: str = world.VILLAGE, **wishes: object
) -> Product:
    """A maker of her own gerai with one official gift, who bills agencies. `wishes` as of `world.an_approved_product`."""
    maker = world.a_maker(f"Ibu {name}")
    world.a_gerai(maker, f"Gerai {name}", village=village)
    receiving.switch(maker, Way.INVOICE, on=True)
    product = world.an_approved_product(maker, **{"name": f"Keset {name}", **wishes})
    official.made_official(product, until)
    return product


def maker_of(product: Product) -> Actor:
    """Whose gerai it is."""
    return people.actor_of(sellers.member_ids(product.seller_id)[0])


def signs_in_as(product: Product) -> str:
    """The number with which its maker comes in."""
    return next(number for _, number in people.phones([maker_of(product).person_id]) if number)


def a_brief(*products: Product, recipients: int = 20, handover_on: date = date(2026, 12, 21)) -> Brief:
    """Gifts of one piece of each of these products for so many people of a meeting in the agency's city."""
    return Brief(
        event="Rapat Kerja Daerah",
        handover_on=handover_on,
        village_code=world.NEXT_DOOR,
        street="Jl. Daan Mogot No. 1",
        contact="Ratna Petugas",
        phone="+6281200001002",
        recipients=recipients,
        budget=500_000,
        things=[Thing(world.variant_of(one).id) for one in products],
        signer="Bu Kepala",
        signer_post="Kepala Dinas Uji",
        kinds={Kind.CIVIL_SERVANT: min(5, recipients)},
    )


def drafted(*products: Product, **wishes: object) -> GiftRequest:
    """A draft; `wishes` change the brief."""
    few = {name: wishes.pop(name) for name in ("recipients", "handover_on") if name in wishes}
    brief = replace(a_brief(*products, **few), **wishes)  # type: ignore[arg-type]
    return drafting.draft(staff(), agency_id(), brief)


def seal_of(request: GiftRequest) -> str:
    """As a page that shows its plan now sends it back."""
    return submitting.seal_of(planning.propose(planning.wish_of(request)))


def submitted(request: GiftRequest) -> Order:
    """Its head is asked; the order that holds everything."""
    return submitting.submit(staff(), request.id, seal_of(request), hold_for=HOLD)


def agreed(*products: Product, **wishes: object) -> GiftRequest:
    """Under way: the head has agreed, makers were asked."""
    request = drafted(*products, **wishes)
    submitted(request)
    deciding.agree(the_head(), request.id)
    return request
