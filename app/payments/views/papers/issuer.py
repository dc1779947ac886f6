"""What this installation prints of itself on papers about money."""

from flask import current_app

from app.payments.queries.papers import Issuer


def issuer() -> Issuer:
    """The collector of the settings; where nothing is collected any more, old papers name the shop."""
    collector = current_app.config["COLLECTOR"]
    return Issuer(
        collector=collector.name if collector else "Gerai",
        allowed_by=collector.paper if collector else "",
        test=current_app.config["DEMO"],
    )
