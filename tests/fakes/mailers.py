"""Mail servers that behave badly."""

from app.notices.ports import Mail


class Away:
    """Does not answer."""

    def send(self, mail: Mail) -> None:
        raise OSError("connection refused")
