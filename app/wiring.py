"""Which adapter each port gets, chosen from the settings."""

from datetime import timedelta

from flask import Flask
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts.ports import PasswordHasher
from app.accounts.views.who import SignedInPeople
from app.adapters.code_reader import ZxingReader
from app.adapters.label_reader import RapidReader
from app.adapters.mailers import FolderMailer, SmtpMailer
from app.adapters.order_keys import SignedOrderKeys
from app.adapters.pretend_gateway import PretendGateway
from app.adapters.stores import FolderStore, S3Store
from app.adapters.stripe_gateway import StripeGateway
from app.catalog.ports import OfficialMarks, PromisedWork, ReviewWaits, SalesCut
from app.catalog.queries.brand import BrandNames
from app.catalog.rules.band import PriceBand
from app.curation.queries.marks import MarksOfPanels
from app.curation.queries.standing import RoundsInLine
from app.curation.rules.promise import Promise
from app.db.ports import plug
from app.delivery.ports import RateProvider
from app.delivery.queries import TableRates
from app.gifts.queries.recalled import DonationsOfBatch
from app.gifts.queries.requests import AgencysOrders
from app.ledger.queries.bank import AccountTold
from app.ledger.queries.commission import CutOfSales
from app.media.ports import ObjectStore
from app.notices import queries as notices
from app.notices.ports import Mailer
from app.orders.ports import (
    Commissions,
    GivenAway,
    MoneyBackOf,
    MoneyOfPart,
    OrderKeys,
    PaidToMakers,
    WaysToPay,
)
from app.orders.queries.promised import PromisedParcels
from app.payments.ports import CodeReader, PaymentGateway, PretendTill
from app.payments.queries.paying import PaidToMakersHere
from app.payments.queries.returned import MoneyBackHere
from app.payments.queries.standing import MoneyOfPartHere
from app.payments.rules.offering import House
from app.payments.rules.ways import Way
from app.payments.service.offering import HowPaid
from app.sellers.ports import BrandNameCheck, Requirements
from app.sellers.queries import PlaceNeeded, StoryNeeded, WayTold
from app.standards.ports import LabelReader
from app.training.queries import CertificateNeeded
from app.web.ports import Shell, WhoActs
from config import Settings


class Frame:
    """Answers `web.ports.Shell`."""

    def unread(self, person_id: int) -> int:
        return notices.unread(person_id)


def init_app(app: Flask, settings: Settings) -> None:
    """Plug everything in."""
    plug(app, WhoActs, SignedInPeople())
    plug(app, Shell, Frame())
    plug(app, PasswordHasher, _hasher(settings))
    plug(app, Commissions, AgencysOrders())
    plug(app, GivenAway, DonationsOfBatch())
    plug(app, OrderKeys, SignedOrderKeys(settings.secret_key))
    plug(app, ObjectStore, _store(settings))
    plug(app, RateProvider, TableRates())
    plug(app, Mailer, _mailer(settings))
    if settings.ocr:
        plug(
            app, LabelReader, RapidReader()
        )  # loads its engine at the first photo, which only the worker reads
    plug(
        app,
        Requirements,
        Requirements(CertificateNeeded(), StoryNeeded(), PlaceNeeded(), WayTold(), AccountTold()),
    )
    plug(app, BrandNameCheck, BrandNames())
    plug(app, PromisedWork, PromisedParcels())
    plug(app, SalesCut, CutOfSales())
    plug(app, ReviewWaits, RoundsInLine())
    plug(app, OfficialMarks, MarksOfPanels())
    plug(app, PriceBand, PriceBand(settings.price_band, settings.price_days))
    ways = frozenset(Way(name) for name in settings.pay_ways)
    plug(app, House, House(ways, settings.cash_most, settings.invoice_days))
    plug(app, Promise, Promise(timedelta(hours=settings.review_hours), timedelta(hours=settings.claim_hours)))
    plug(app, WaysToPay, HowPaid())
    plug(app, CodeReader, ZxingReader())
    plug(app, MoneyBackOf, MoneyBackHere())
    plug(app, PaidToMakers, PaidToMakersHere())
    plug(app, MoneyOfPart, MoneyOfPartHere())
    _gateway(app, settings)


def _hasher(settings: Settings) -> PasswordHasher:
    if settings.light_hashes:
        return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    return PasswordHash.recommended()


def _store(settings: Settings) -> ObjectStore:
    if settings.s3 is None:
        return FolderStore(settings.var / "objects")
    return S3Store(**vars(settings.s3))


def _mailer(settings: Settings) -> Mailer:
    if settings.mail_url:
        return SmtpMailer(settings.mail_url, settings.mail_from)
    return FolderMailer(settings.var / "mail", settings.mail_from)


def _gateway(app: Flask, settings: Settings) -> None:
    """Stripe where keys are set; else the pretend gateway, in demo mode only; else nothing is offered."""
    if settings.stripe is not None:
        plug(app, PaymentGateway, StripeGateway(**vars(settings.stripe)))
    elif settings.demo:
        pretend = PretendGateway()
        plug(app, PaymentGateway, pretend)
        plug(app, PretendTill, pretend)
