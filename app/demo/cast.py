"""The people with a sign-in of their own, one per role, and those who work behind them."""

from dataclasses import dataclass

from app.accounts import queries, service
from app.accounts.models import Purpose
from app.accounts.rules import identity_of
from app.base.actor import CHAIR as CHAIR_POST
from app.base.actor import HEAD as HEAD_POST
from app.base.actor import Actor, Role
from app.regions import queries as regions
from app.regions import service as region_service
from app.regions.models import AgencyKind, Region

PASSWORD = "gerai-uji"  # noqa: S105 - printed at every start of the demo


@dataclass(frozen=True)
class Part:
    """One sign-in of the demo."""

    words: str
    name: str
    who: str


ADMIN = Part("Admin", "Ani Suryani", "0812-0000-0001")
OFFICER = Part("Petugas dinas (Kota Tangerang)", "Ratna Komala", "0812-0000-0002")
CURATOR = Part("Kurator PKK (seluruh Indonesia)", "Wulan Setyani", "wulan@gerai.example")
CHAIR = Part(
    "Ketua TP PKK (bersuara untuk oleh-oleh resmi, membaca banding)",
    "Hartini Wibowo",
    "hartini@gerai.example",
)
SELLER = Part("Penjual (Payet Lembayung)", "Nurlaela Hasanah", "0812-0000-0004")
CHOCOLATE = Part("Penjual (Cokelat Aksara)", "Wahyuni Kartika", "0812-0000-0005")
KADER = Part("Kader (mendampingi Keset Karangsari)", "Tini Rahayu", "0812-0000-0006")
HEAD = Part("Kepala dinas (menyetujui permintaan cinderamata)", "Endah Permatasari", "0812-0000-0007")
BUYER = Part("Pembeli", "Sari Puspita", "sari@gerai.example")
SHOWN = (ADMIN, OFFICER, HEAD, CURATOR, CHAIR, SELLER, CHOCOLATE, KADER, BUYER)

AGENCY = "Dinas Pemberdayaan Perempuan Kota Tangerang"
"""Its officer asks for gifts, its head agrees."""

ELSEWHERE = Part("Petugas di semua daerah lain", "Petugas Daerah Lain", "0812-0000-0009")
"""Gives the certificates in all regions that have no officer of their own in the example."""


def city(name: str) -> Region:
    """A province or kabupaten/kota by its name."""
    return regions.by_slug(name.lower().replace(" ", "-"))


def village_in(place: Region, name: str | None) -> Region:
    """The village of that name in a kabupaten/kota; without a name its first one by code."""
    villages = regions.villages_in(place.code)
    return next((one for one in villages if name is None or one.name == name), villages[0])


def actor(part: Part) -> Actor:
    """The actor whom this part's person makes."""
    person = queries.by_identity(identity_of(part.who))
    if person is None:
        raise LookupError(part.who)
    return queries.actor_of(person.id)


def let_in(person_id: int) -> None:
    """By a one-time link, as a real person comes in."""
    token = service.make_link(None, person_id, Purpose.ACTIVATE)
    service.use_link(token, password=PASSWORD, identity=None, user_agent="Android")


def arrive() -> None:
    """Everyone but the makers, who come by their trainings."""
    admin = service.make_person(None, name=ADMIN.name, identity=identity_of(ADMIN.who))
    service.grant(None, admin.id, Role.ADMIN)
    let_in(admin.id)
    boss = actor(ADMIN)
    tangerang = city("Kota Tangerang")
    curator = service.make_person(boss, name=CURATOR.name, identity=identity_of(CURATOR.who))
    service.grant(boss, curator.id, Role.CURATOR, pokja="III")
    let_in(curator.id)
    chair = service.make_person(boss, name=CHAIR.name, identity=identity_of(CHAIR.who))
    service.grant(boss, chair.id, Role.CURATOR, pokja=CHAIR_POST)
    let_in(chair.id)
    officer = service.make_person(boss, name=OFFICER.name, identity=identity_of(OFFICER.who))
    let_in(officer.id)
    for name in (AGENCY, "Dinas Sosial Kota Tangerang"):
        agency = region_service.make_agency(
            boss, name=name, kind=AgencyKind.DINAS, region_code=tangerang.code
        )
        service.grant(boss, officer.id, Role.OFFICER, region=tangerang.code, agency_id=agency.id)
        if name == AGENCY:
            head = service.make_person(boss, name=HEAD.name, identity=identity_of(HEAD.who))
            service.grant(
                boss, head.id, Role.OFFICER, region=tangerang.code, agency_id=agency.id, pokja=HEAD_POST
            )
            let_in(head.id)
    kader = service.make_person(actor(OFFICER), name=KADER.name, identity=identity_of(KADER.who))
    service.grant(actor(OFFICER), kader.id, Role.KADER, region=village_in(tangerang, "Karang Sari").code)
    let_in(kader.id)
    service.make_person(boss, name=ELSEWHERE.name, identity=identity_of(ELSEWHERE.who))
    service.sign_up(name=BUYER.name, identity=identity_of(BUYER.who), password=PASSWORD, address="127.0.0.1")


def officer_for(agency: str, place: Region, kind: AgencyKind) -> tuple[Actor, int]:
    """The officer who answers for an agency, and the agency's id; made when there is none."""
    boss = actor(ADMIN)
    known = {one.name: one for one in regions.agencies()}
    if agency not in known:
        known[agency] = region_service.make_agency(boss, name=agency, kind=kind, region_code=place.code)
        helper = actor(ELSEWHERE)
        service.grant(boss, helper.person_id, Role.OFFICER, region=place.code, agency_id=known[agency].id)
    found = known[agency]
    for part in (OFFICER, ELSEWHERE):
        who = actor(part)
        if any(grant.agency_id == found.id for grant in who.grants):
            return who, found.id
    raise LookupError(agency)
