"""Commands: `make run`'s supervisor and cluster, the worker, people, regions, standards, the demo."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: "Flask") -> None:
    """Hang the commands into `flask`. Imported here, because the supervisor beside them must stay small."""
    from app.cli import demo, ledger, payments, people, regions, standards, worker

    for group in (
        standards.standards,
        regions.regions,
        people.people,
        ledger.ledger,
        payments.payments,
        demo.demo,
    ):
        app.cli.add_command(group)
    app.cli.add_command(worker.worker)
