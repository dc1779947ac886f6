"""Who gets to see a picture: everyone a published one, by a short link made for one person everything else."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.base import clock
from app.media import service
from app.media.models import Evidence, Photo
from app.media.views import shop as links
from tests.support import world
from tests.support.pages import PageClient
from tests.support.pictures import quarters, written

PICTURE = written(quarters(400, 400))
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def photo(shelf: Path) -> Photo:
    return service.take_photo(world.actor(world.SELLER), PICTURE)


@pytest.fixture
def paper(shelf: Path) -> Evidence:
    return service.take_evidence(world.actor(world.SELLER), PICTURE)


def plain(photo: Photo, side: int = 320) -> str:
    return f"/foto/{photo.key}-{side}.webp"


def signed(app: Flask, salt: str, payload: object) -> str:
    """What the application itself would sign."""
    with app.test_request_context():
        return links._signer(salt).dumps(payload)


def person(who: str) -> int:
    return world.actor(who).person_id


def permit(app: Flask, photo: Photo, who: str = world.SELLER) -> str:
    return f"{plain(photo)}?izin={signed(app, 'photo', [photo.key, person(who)])}"


def link(app: Flask, paper: Evidence, who: str = world.SELLER) -> str:
    return f"/berkas/{signed(app, 'evidence', [paper.id, person(who)])}"


# -- what is kept -----------------------------------------------------------------------------------


def test_a_photo_is_kept_in_three_sizes_under_its_key(shelf: Path, photo: Photo) -> None:
    kept = {file.relative_to(shelf).as_posix() for file in shelf.rglob("*") if file.is_file()}
    assert kept == {f"photos/{photo.key}/{side}.webp" for side in (320, 640, 1280)}
    assert (photo.width, photo.height, photo.made_at, photo.published_at) == (400, 400, world.SUNDAY, None)


def test_evidence_is_kept_once(shelf: Path, paper: Evidence) -> None:
    kept = [file.relative_to(shelf).as_posix() for file in shelf.rglob("*") if file.is_file()]
    assert kept == [f"evidence/{paper.key}.webp"]


def test_keys_say_nothing_and_cannot_be_guessed(shelf: Path, db: Any) -> None:
    maker = world.actor(world.SELLER)
    taken = [service.take_photo(maker, PICTURE) for _ in range(8)]
    keys = [one.key for one in (*taken, service.take_evidence(maker, PICTURE))]
    assert len(set(keys)) == 9  # the same picture, the same person: another key each time
    assert all(len(base64.urlsafe_b64decode(key + "==")) == 16 for key in keys)


# -- published photos -------------------------------------------------------------------------------


def test_a_published_photo_opens_for_everyone_and_stays_in_the_phone_for_a_year(
    client: PageClient, signed_in: Any, photo: Photo
) -> None:
    service.publish([photo.id])
    for browser in (client, signed_in(world.BUYER)):
        for side in (320, 640, 1280):
            answer = browser.get(plain(photo, side))
            assert (answer.status_code, answer.mimetype) == (200, "image/webp")
            assert answer.data[8:12] == b"WEBP"
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            # what everybody may keep says nothing about who asked
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("side", [0, 1, 319, 321, 5000])
def test_there_are_three_sizes_and_no_others(client: PageClient, photo: Photo, side: int) -> None:
    service.publish([photo.id])
    assert client.get(plain(photo, side)).status_code == 404


@pytest.mark.parametrize("key", ["x", "..", "x-320", "%00", "photos", "%2e%2e%2fevidence", "a" * 3000])
def test_an_unknown_key_is_not_there(client: PageClient, shelf: Path, key: str) -> None:
    assert client.get(f"/foto/{key}-320.webp").status_code == 404


def test_a_photo_whose_bytes_are_gone_is_not_there(client: PageClient, shelf: Path, photo: Photo) -> None:
    service.publish([photo.id])
    (shelf / "photos" / photo.key / "320.webp").unlink()
    assert client.get(plain(photo)).status_code == 404


def test_publishing_again_keeps_the_first_day(photo: Photo, db: Any) -> None:
    service.publish([photo.id])
    with clock.at(world.SUNDAY + timedelta(days=3)):
        service.publish([photo.id])
    db.refresh(photo)
    assert photo.published_at == world.SUNDAY


# -- unpublished photos -----------------------------------------------------------------------------


def test_without_a_permit_an_unpublished_photo_is_not_there(
    client: PageClient, signed_in: Any, photo: Photo
) -> None:
    for browser in (client, signed_in(world.SELLER), signed_in(world.ADMIN)):
        assert browser.get(plain(photo)).status_code == 404


def test_a_permit_opens_every_size_and_is_kept_by_nobody_else(
    app: Flask, signed_in: Any, photo: Photo
) -> None:
    browser = signed_in(world.SELLER)
    for side in (320, 640, 1280):
        answer = browser.get(permit(app, photo).replace("-320.", f"-{side}."))
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, max-age=600"


def test_a_permit_is_for_one_person(app: Flask, client: PageClient, signed_in: Any, photo: Photo) -> None:
    address = permit(app, photo)
    for browser in (client, signed_in(world.OTHER_SELLER), signed_in(world.ADMIN)):
        assert browser.get(address).status_code == 404


def test_a_permit_is_for_one_photo(app: Flask, signed_in: Any, photo: Photo) -> None:
    other = service.take_photo(world.actor(world.SELLER), PICTURE)
    address = permit(app, photo).replace(photo.key, other.key, 1)
    assert signed_in(world.SELLER).get(address).status_code == 404


def test_a_permit_ends_after_ten_minutes(app: Flask, signed_in: Any, photo: Photo) -> None:
    address, browser = permit(app, photo), signed_in(world.SELLER)
    with clock.at(world.SUNDAY + TEN_MINUTES):
        assert browser.get(address).status_code == 200
    with clock.at(world.SUNDAY + TEN_MINUTES + timedelta(seconds=1)):
        assert browser.get(address).status_code == 404


def tampered(address: str) -> list[str]:
    """The same address, a little different in each part of its signature."""
    head, _, token = address.rpartition("=" if "=" in address else "/")
    joint = address[len(head)]
    parts = token.split(".")
    assert len(parts) == 3
    changed = []
    for at, part in enumerate(parts):
        other = ("A" if part[0] != "A" else "B") + part[1:]
        changed.append(".".join([*parts[:at], other, *parts[at + 1 :]]))
    return [head + joint + one for one in (*changed, token[:-2], token + "x", ".".join(parts[:2]), "x", "..")]


def test_a_tampered_permit_opens_nothing(app: Flask, signed_in: Any, photo: Photo) -> None:
    browser = signed_in(world.SELLER)
    statuses = {one: browser.get(one).status_code for one in tampered(permit(app, photo))}
    assert set(statuses.values()) == {404}


def test_a_link_to_a_paper_is_no_permit_for_a_photo(app: Flask, signed_in: Any, photo: Photo) -> None:
    token = signed(app, "evidence", [photo.key, person(world.SELLER)])
    assert signed_in(world.SELLER).get(f"{plain(photo)}?izin={token}").status_code == 404


def test_a_kader_who_helps_sees_by_permits_of_her_own(signed_in: Any, photo: Photo, app: Flask) -> None:
    browser = signed_in(world.KADER)
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{person(world.SELLER)}")
    assert browser.get(permit(app, photo, world.KADER)).status_code == 200
    assert browser.get(permit(app, photo, world.SELLER)).status_code == 404


# -- evidence ---------------------------------------------------------------------------------------


def test_a_link_to_a_paper_opens_it_and_no_browser_keeps_it(
    app: Flask, signed_in: Any, paper: Evidence
) -> None:
    answer = signed_in(world.SELLER).get(link(app, paper))
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.data[8:12] == b"WEBP"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_link_to_a_paper_ends_after_ten_minutes(app: Flask, signed_in: Any, paper: Evidence) -> None:
    address, browser = link(app, paper), signed_in(world.SELLER)
    with clock.at(world.SUNDAY + TEN_MINUTES):
        assert browser.get(address).status_code == 200
    with clock.at(world.SUNDAY + TEN_MINUTES + timedelta(seconds=1)):
        assert browser.get(address).status_code == 404


def test_a_tampered_link_to_a_paper_opens_nothing(app: Flask, signed_in: Any, paper: Evidence) -> None:
    browser = signed_in(world.SELLER)
    statuses = {one: browser.get(one).status_code for one in tampered(link(app, paper))}
    assert set(statuses.values()) == {404}


def test_a_link_to_a_paper_opens_for_nobody_else(app: Flask, signed_in: Any, paper: Evidence) -> None:
    address = link(app, paper)
    for who in (world.OTHER_SELLER, world.CURATOR, world.OFFICER, world.ADMIN, world.KADER):
        assert signed_in(who).get(address).status_code == 404


def test_a_visitor_is_asked_in_and_then_sees_only_what_is_hers(
    app: Flask, client: PageClient, paper: Evidence
) -> None:
    answer = client.get(link(app, paper))
    assert answer.status_code == 302
    assert answer.location.startswith("/masuk?next=%2Fberkas%2F") or "/masuk?next=/berkas/" in answer.location


def test_an_unknown_paper_is_not_there(app: Flask, signed_in: Any, db: Any) -> None:
    address = f"/berkas/{signed(app, 'evidence', [987654321, person(world.SELLER)])}"
    assert signed_in(world.SELLER).get(address).status_code == 404


def test_private_bytes_cannot_be_reached_as_a_photo(signed_in: Any, paper: Evidence) -> None:
    browser = signed_in(world.SELLER)
    for path in (f"/foto/{paper.key}-320.webp", f"/foto/..%2fevidence%2f{paper.key}-320.webp"):
        assert browser.get(path).status_code == 404
