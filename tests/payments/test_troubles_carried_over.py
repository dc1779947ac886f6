"""What stood as English words beside a payment before the migration stands in facts after it."""

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.cli.cluster import ROOT
from app.db.session import db
from app.payments.queries import trouble
from app.payments.service import opening
from tests.support import world
from tests.support.orders import an_order
from tests.support.ties import rows

FOLDER = str(ROOT / "migrations")
HELD = "SELECT trouble, trouble_facts FROM payments ORDER BY id"
FACTS = [
    ("other_amount", {"amount": 101_999, "currency": "idr"}),
    ("other_amount", {"amount": 10_200_001, "currency": "idr/100"}),
    ("other_currency", {"amount": 102_000, "currency": "usd"}),
    ("other_currency", {"amount": 102_000, "currency": ""}),
    ("other_amount", {"amount": -5, "currency": "idr"}),
    ("other_order", {"number": "G-LAIN"}),
    ("other_order", {"number": ""}),
    (None, None),
]


def test_words_become_facts_and_facts_words(fresh_app: Flask) -> None:
    with clock.at(world.SUNDAY), fresh_app.app_context():
        orders = [an_order({world.goods().ready: 1}) for _ in FACTS]
        for order in orders:
            opening.start(order.id, success_url="/", cancel_url="/")
        number, due = orders[5].number, orders[0].total
        words = [
            f"due {due} idr, told 101999 idr",
            f"due {due} idr, told 10200001 idr/100",
            f"due {due} idr, told 102000 usd",
            f"due {due} idr, told 102000 ",
            f"due {due} idr, told -5 idr",
            f"paid for {number}, told G-LAIN",
            f"paid for {orders[6].number}, told none",
            None,
        ]
        ids = [one for (one,) in rows("SELECT id FROM payments ORDER BY id")]
        db.session.remove()
        flask_migrate.downgrade(directory=FOLDER, revision="0049")
        for payment_id, said in zip(ids, words, strict=True):
            write = sa.text("UPDATE payments SET trouble = :said WHERE id = :id")
            db.session.execute(write, {"said": said, "id": payment_id})
        db.session.commit()
        db.session.remove()
        flask_migrate.upgrade(directory=FOLDER)
        assert rows(HELD) == FACTS
        assert trouble.count_open(clock.now()).differing == len(FACTS) - 1
        db.session.remove()
        flask_migrate.downgrade(directory=FOLDER, revision="0049")
        assert [one for (one,) in rows("SELECT trouble FROM payments ORDER BY id")] == words
        db.session.remove()
        flask_migrate.upgrade(directory=FOLDER)
        assert rows(HELD) == FACTS
