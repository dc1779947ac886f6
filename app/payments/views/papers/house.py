"""What this installation prints of itself on papers about money."""

from flask import current_app

from app.payments.queries.papers import House


def house() -> House:
    """The collector of the settings; without one nothing is collected, and only old papers name the shop."""
    collector = current_app.config.get("COLLECTOR")
    return House(
        collector=collector.name if collector else "Gerai",
        allowed_by=collector.paper if collector else "",
        test=current_app.config["DEMO"],
    )
