"""What standards needs from outside."""

from typing import Protocol

from app.standards.rules.reading.seen import Sight


class LabelReader(Protocol):
    """Reads text and codes on a photo. Nobody answers where `OCR=off`: then a person checks."""

    def read(self, content: bytes) -> Sight:
        """Everything legible on this photo (any format that `media` takes in), turned upright by its own marks.

        Takes seconds and some hundred megabytes: only the worker and the command line call it. Raises BadPhoto
        (`app.media.rules.photo`) for what is no photo.
        """
        ...
