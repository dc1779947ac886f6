"""What catalog does away from the pages."""

from app.catalog.service import label_reading
from app.db.jobs import job


@job("catalog.read_label")
def read_label(reading_id: int) -> None:
    """Read the photos of a label, one after the other."""
    label_reading.read_photos(reading_id)
