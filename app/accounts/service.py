"""What happens to people and their ways in. Each function is one use case and one transaction."""

import secrets
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.accounts import queries, rules
from app.accounts.events import LinkHandedOut, PasswordChanged, ResetAsked, RoleEnded
from app.accounts.models import Attempt, OneTimeLink, Person, Purpose, RoleGrant, SignIn, StandIn
from app.accounts.ports import PasswordHasher
from app.accounts.queries import hash_of
from app.accounts.rules import Identity
from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import NotFound, RuleBroken
from app.db.journal import record
from app.db.ports import port
from app.db.session import announce, session, unit_of_work
from app.regions import rules as region_rules


class IdentityTaken(RuleBroken):
    """Somebody already has this phone number or e-mail address."""

    def __init__(self, identity: Identity) -> None:
        kind = "Nomor HP" if identity.phone else "E-mail"
        super().__init__(f"{kind} ini sudah dipakai. Masuk saja, atau pakai “Lupa kata sandi”.")


class SignInRefused(RuleBroken):
    message = "Nomor/e-mail atau kata sandinya tidak cocok. Periksa lagi, atau pakai “Lupa kata sandi”."


class WrongPassword(RuleBroken):
    message = "Kata sandinya tidak cocok. Ketik kata sandi yang Ibu pakai untuk masuk."


class TooManyTries(RuleBroken):
    message = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."


class LinkSpent(RuleBroken):
    message = "Tautan ini sudah dipakai atau sudah lewat waktunya. Minta tautan baru ke petugas atau kader."


# -- joining and signing in -------------------------------------------------------------------


def sign_up(*, name: str, identity: Identity, password: str, address: str) -> Person:
    """A new person by her own doing. Raises IdentityTaken, BadPassword, TooManyTries."""
    count_attempt("sign-up", address, most=rules.MOST_PER_ADDRESS)
    rules.check_password(password, identity)
    with unit_of_work():
        person = _new_person(name, identity)
        person.password_hash = port(PasswordHasher).hash(password)
        session().flush()
        record(None, "person joined", "person", person.id)
    return person


def begin_session(person: Person, user_agent: str) -> str:
    """Who has just joined is in at once: nothing is guessed here, so no try is counted. Answers the token."""
    with unit_of_work():
        return _open_session(person, user_agent)


def make_person(actor: Actor | None, *, name: str, identity: Identity | None) -> Person:
    """A person whom an officer or admin writes down; she gets in by a one-time link. Raises IdentityTaken."""
    with unit_of_work():
        person = _new_person(name, identity)
        record(actor, "person made", "person", person.id)
    return person


def _new_person(name: str, identity: Identity | None) -> Person:
    known = identity or Identity()
    person = Person(name=name, phone=known.phone, email=known.email, made_at=clock.now())
    try:
        with session().begin_nested():
            session().add(person)
    except IntegrityError:
        raise IdentityTaken(known) from None
    return person


def sign_in(*, identity: Identity, password: str, address: str, user_agent: str) -> str:
    """Check the password and open a session; answers its token. Raises SignInRefused or TooManyTries.

    A wrong password and an unknown person take the same time and give the same answer.
    """
    count_attempt("sign-in", identity.key, most=rules.MOST_PER_IDENTITY)
    count_attempt("sign-in", address, most=rules.MOST_PER_ADDRESS)
    person = queries.by_identity(identity)
    known = person.password_hash if person else None
    fine, newer = port(PasswordHasher).verify_and_update(password, known or _decoy())
    if person is None or known is None or not fine:
        raise SignInRefused
    with unit_of_work() as current:
        if newer:
            person.password_hash = newer
        current.execute(sa.delete(Attempt).where(Attempt.kind == "sign-in", Attempt.key == identity.key))
        token = _open_session(person, user_agent)
    return token


@cache
def _decoy() -> str:
    """The hash of a password that nobody has, made once a process: an unknown person costs the same time."""
    return port(PasswordHasher).hash(secrets.token_urlsafe())


def _open_session(person: Person, user_agent: str) -> str:
    token = secrets.token_urlsafe(32)
    moment = clock.now()
    opened = SignIn(
        person_id=person.id,
        token_hash=hash_of(token),
        device=rules.device_of(user_agent),
        began_at=moment,
        expires_at=moment + rules.SIGN_IN_LASTS,
    )
    session().add(opened)
    session().flush()
    record(queries.actor_of(person.id), "signed in", "sign_in", opened.id, device=opened.device)
    return token


def sign_out(actor: Actor, sign_in_id: int) -> None:
    """End one session of the person who is signed in."""
    with unit_of_work() as current:
        current.execute(
            sa.update(SignIn)
            .where(SignIn.id == sign_in_id, SignIn.person_id == actor.by_id, SignIn.ended_at.is_(None))
            .values(ended_at=clock.now())
        )
        record(actor, "signed out", "sign_in", sign_in_id)


def sign_out_everywhere(actor: Actor) -> None:
    """End every session of the person who is signed in, this one too."""
    with unit_of_work():
        _end_sessions(actor.by_id)
        record(actor, "signed out everywhere", "person", actor.by_id)


def _end_sessions(person_id: int) -> None:
    session().execute(
        sa.update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def count_attempt(kind: str, key: str, *, most: int) -> None:
    """Write down a try and refuse when there were too many. Counted even when what follows fails."""
    moment = clock.now()
    with unit_of_work() as current:
        tries = queries.tries_since(kind, key, moment - rules.ATTEMPT_WINDOW)
        if tries < most:
            current.add(Attempt(kind=kind, key=key, tried_at=moment))
    if tries >= most:
        raise TooManyTries


def forget_old(before: datetime) -> None:
    """Drop attempts and ended sessions from before a moment: they are of no more use."""
    with unit_of_work() as current:
        current.execute(sa.delete(Attempt).where(Attempt.tried_at < before))
        current.execute(
            sa.delete(SignIn).where(sa.func.coalesce(SignIn.ended_at, SignIn.expires_at) < before)
        )
        record(None, "old sign-ins forgotten", "sign_in", None, before=before.isoformat())


# -- passwords and one-time links -------------------------------------------------------------


def ask_reset(*, identity: Identity, address: str) -> None:
    """Somebody forgot a password. The answer is the same whether there is such a person or not."""
    count_attempt("reset", identity.key, most=rules.MOST_PER_IDENTITY)
    count_attempt("reset", address, most=rules.MOST_PER_ADDRESS)
    person = queries.by_identity(identity)
    if person is not None and person.email:
        with unit_of_work():
            record(None, "reset asked", "person", person.id)
            announce(ResetAsked(person_id=person.id))


def make_link(actor: Actor | None, person_id: int, purpose: Purpose) -> str:
    """A one-time link's token. Earlier unused links of the person die; the owner is told when another made it."""
    lasts: timedelta = rules.ACTIVATION_LASTS if purpose is Purpose.ACTIVATE else rules.RESET_LASTS
    token = secrets.token_urlsafe(24)
    moment = clock.now()
    with unit_of_work() as current:
        person = queries.person(person_id)
        _check_may_let_in(actor, person)
        if purpose is Purpose.ACTIVATE and person.password_hash is not None:
            raise RuleBroken(f"{person.name} sudah punya kata sandi. Buatkan tautan ganti sandi saja.")
        current.execute(
            sa.update(OneTimeLink)
            .where(OneTimeLink.person_id == person.id, OneTimeLink.used_at.is_(None))
            .values(expires_at=sa.func.least(OneTimeLink.expires_at, moment))
        )
        link = OneTimeLink(
            person_id=person.id,
            purpose=purpose,
            token_hash=hash_of(token),
            made_at=moment,
            expires_at=moment + lasts,
            made_by_id=actor.by_id if actor else None,
        )
        current.add(link)
        record(actor, f"{purpose} link made", "person", person.id)
        if actor is not None:
            announce(LinkHandedOut(person_id=person.id, by_name=actor.by_name))
    return token


def _check_may_let_in(actor: Actor | None, person: Person) -> None:
    """An officer lets in sellers and kader; whoever holds more power is let in by the admin only."""
    if actor is None or actor.may(Role.ADMIN):
        return
    powers = {held.role for held in queries.grants(person.id)}
    if not actor.may(Role.OFFICER) or powers & {Role.ADMIN, Role.OFFICER, Role.CURATOR}:
        raise RuleBroken("Tautan untuk orang ini hanya bisa dibuat admin.")


def use_link(token: str, *, password: str, identity: Identity | None, user_agent: str) -> str:
    """Set a password by a one-time link and come in. `identity` is given by a person who had none.

    All other sessions end. Raises LinkSpent, BadPassword, IdentityTaken.
    """
    with unit_of_work() as current:
        found = queries.open_link(token)
        if found is None:
            raise LinkSpent
        link, person = found
        taken = current.execute(
            sa.update(OneTimeLink)
            .where(
                OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > clock.now()
            )
            .values(used_at=clock.now())
            .returning(OneTimeLink.id)
        )
        if taken.first() is None:
            raise LinkSpent
        if person.phone is None and person.email is None:
            _give_identity(person, identity)
        rules.check_password(password, Identity(person.phone, person.email))
        _set_password(person, password)
        new_token = _open_session(person, user_agent)
    return new_token


def _give_identity(person: Person, identity: Identity | None) -> None:
    if identity is None:
        raise RuleBroken("Tulis nomor HP atau e-mail yang Ibu pakai untuk masuk.")
    try:
        with session().begin_nested():
            person.phone, person.email = identity.phone, identity.email
    except IntegrityError:
        raise IdentityTaken(identity) from None


def change_password(actor: Actor, *, old: str, new: str, user_agent: str) -> str:
    """Set a new password knowing the old one; all sessions end and a fresh one opens (its token is answered)."""
    count_attempt("change", str(actor.by_id), most=rules.MOST_PER_IDENTITY)
    with unit_of_work():
        person = queries.person(actor.by_id)
        if person.password_hash is None or not port(PasswordHasher).verify(old, person.password_hash):
            raise RuleBroken("Kata sandi yang lama tidak cocok. Periksa lagi.")
        rules.check_password(new, Identity(person.phone, person.email))
        _set_password(person, new)
        token = _open_session(person, user_agent)
    return token


def confirm_password(actor: Actor, password: str) -> None:
    """It is herself who is signed in: asked before what must not be done on a phone that was left lying. Tries are counted.
    Raises WrongPassword, TooManyTries."""
    count_attempt("confirm", str(actor.by_id), most=rules.MOST_PER_IDENTITY)
    known = queries.person(actor.by_id).password_hash
    if known is None or not port(PasswordHasher).verify(password, known):
        raise WrongPassword


def _set_password(person: Person, password: str) -> None:
    person.password_hash = port(PasswordHasher).hash(password)
    _end_sessions(person.id)
    record(None, "password set", "person", person.id)
    announce(PasswordChanged(person_id=person.id))


def rename(actor: Actor, name: str) -> None:
    """A person corrects her own name; a kader who helps her own, too."""
    with unit_of_work():
        person = queries.person(actor.by_id)
        record(actor, "person renamed", "person", person.id, was=person.name)
        person.name = name


# -- roles and who may act for whom -----------------------------------------------------------


def grant(
    actor: Actor | None,
    person_id: int,
    role: Role,
    *,
    region: str | None = None,
    agency_id: int | None = None,
    pokja: str | None = None,
) -> None:
    """Give a role; giving the same one twice changes nothing."""
    with unit_of_work() as current:
        person = queries.person(person_id)
        for held in queries.grants(person.id):
            if (held.role, held.region_code, held.agency_id) == (role, region, agency_id):
                return
        current.add(
            RoleGrant(
                person_id=person.id,
                role=role,
                region_code=region,
                agency_id=agency_id,
                pokja=pokja,
                given_at=clock.now(),
                given_by_id=actor.by_id if actor else None,
            )
        )
        record(actor, "role given", "person", person.id, role=role, region=region, agency=agency_id)


def end_grant(actor: Actor, grant_id: int) -> None:
    """Take a role away, and with a kader's last one her appointments. Nobody takes away the last admin. Raises NotFound."""
    with unit_of_work() as current:
        held = current.get(RoleGrant, grant_id, with_for_update=True)
        if held is None or held.ended_at is not None:
            raise NotFound(grant_id)
        if held.role is Role.ADMIN:
            admins = current.scalars(
                sa.select(RoleGrant.id)
                .where(RoleGrant.role == Role.ADMIN, RoleGrant.ended_at.is_(None))
                .with_for_update()
            ).all()
            if len(admins) == 1:
                raise RuleBroken("Ini admin terakhir. Angkat admin lain dulu.")
        held.ended_at = clock.now()
        record(actor, "role ended", "person", held.person_id, role=held.role)
        announce(RoleEnded(person_id=held.person_id, role=held.role))
        if held.role is Role.KADER:
            current.flush()
            _end_appointments(held.person_id)


def _end_appointments(kader_id: int) -> None:
    """Who is kader of no place any more acts for nobody."""
    if any(held.role is Role.KADER for held in queries.grants(kader_id)):
        return
    session().execute(
        sa.update(StandIn)
        .where(StandIn.kader_id == kader_id, StandIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def appoint_kader(actor: Actor, *, kader_id: int, person_id: int) -> None:
    """Let a kader act for a seller. Raises RuleBroken when she is no kader of the officer's region."""
    with unit_of_work() as current:
        reaches = [given.region or "" for given in actor.grants_of(Role.OFFICER)]
        theirs = [held.region_code or "" for held in queries.grants(kader_id) if held.role is Role.KADER]
        if not any(region_rules.covers(mine, hers) for mine in reaches for hers in theirs):
            raise RuleBroken("Ia bukan kader di wilayah Anda.")
        if any(kader.id == kader_id for _, kader in queries.kaders_of(person_id)):
            return
        if kader_id == person_id:
            raise RuleBroken("Seorang kader tidak bisa mendampingi dirinya sendiri.")
        current.add(
            StandIn(kader_id=kader_id, person_id=person_id, since=clock.now(), made_by_id=actor.by_id)
        )
        record(actor, "kader appointed", "person", person_id, kader=kader_id)


def end_stand_in(actor: Actor, stand_in_id: int, person_id: int) -> None:
    """A kader may no longer act for this person. Raises NotFound."""
    with unit_of_work() as current:
        held = current.get(StandIn, stand_in_id, with_for_update=True)
        if held is None or held.person_id != person_id or held.ended_at is not None:
            raise NotFound(stand_in_id)
        held.ended_at = clock.now()
        record(actor, "kader ended", "person", person_id, kader=held.kader_id)


def act_for(actor: Actor, sign_in_id: int, person_id: int) -> None:
    """A kader begins to act for one of her sellers. Raises NotFound for anybody else."""
    with unit_of_work() as current:
        if all(helped.id != person_id for helped in queries.helped_by(actor.by_id)):
            raise NotFound(person_id)
        current.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(acting_for_id=person_id))
        record(actor, "began to help", "person", person_id)


def act_for_herself(actor: Actor, sign_in_id: int) -> None:
    """The kader is herself again."""
    with unit_of_work() as current:
        current.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(acting_for_id=None))
        record(actor, "stopped helping", "person", actor.person_id)
