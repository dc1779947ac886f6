"""What catalog does away from the pages."""

from app.catalog.service import calendar, label_reading
from app.db.jobs import every, job


@job("catalog.read_label")
def read_label(reading_id: int) -> None:
    """Read the photos of a label, one after the other."""
    label_reading.read_photos(reading_id)


@every("10 23 * * *", "catalog.look_ahead")
def look_ahead() -> None:
    """Early in the morning in Jakarta: does the calendar of holidays still cover what is promised?"""
    calendar.look_ahead()
