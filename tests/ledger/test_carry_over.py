"""What was paid and given back before there was a ledger stands in it after the migration, to the rupiah."""

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.cli.cluster import ROOT
from app.db.session import db
from app.orders.service import answering, parcels
from app.payments.queries import tying
from tests.support import hub, world
from tests.support.ledger import journals
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import rows

BOOKS = """
SELECT j.source, a.kind, a.seller_id, a.post_id, e.parcel_id, e.amount FROM ledger_entries e
JOIN ledger_accounts a ON a.id = e.account_id JOIN ledger_journals j ON j.id = e.journal_id
ORDER BY 1, 2, 3, 4, 5, 6
"""


def test_what_was_there_before_is_carried_over(fresh_app: Flask) -> None:
    with clock.at(world.SUNDAY), fresh_app.app_context():
        goods, seller = world.goods(), world.actor(world.SELLER)
        part = parcels_of(a_paid_order({goods.ready: 2}))[0]
        ((line,),) = rows("SELECT id FROM order_lines")
        answering.answer(seller, part.id, {line: 1}, "Bahannya habis.")
        parcels.decline(seller, parcels_of(a_paid_order({goods.ready: 1}))[0].id, "Bahannya habis.")
        hub.through_a_post()
        before, accounts = (
            rows(BOOKS),
            rows("SELECT kind, seller_id, balance FROM ledger_accounts ORDER BY 1, 2"),
        )
        assert len(journals()) == 5
        for table in ("ledger_entries", "ledger_journals"):
            db.session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        db.session.execute(sa.text("TRUNCATE ledger_entries, ledger_journals, ledger_accounts"))
        for table in ("ledger_entries", "ledger_journals"):
            db.session.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        db.session.commit()
        assert tying.broken() != {}
        db.session.remove()
        folder = str(ROOT / "migrations")
        flask_migrate.downgrade(directory=folder, revision="0033")
        flask_migrate.upgrade(directory=folder)
        assert rows(BOOKS) == before
        assert rows("SELECT kind, seller_id, balance FROM ledger_accounts ORDER BY 1, 2") == accounts
        assert tying.broken() == {}
