"""What happens at posts, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class KeeperNamed(Event):
    keeper_id: int
    post_id: int
    person_id: int
