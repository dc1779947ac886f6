"""Filling the regions from the file, and making agencies."""

from typing import cast

import psycopg
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.db.journal import record
from app.db.session import unit_of_work
from app.regions import queries, rules
from app.regions.models import Agency, AgencyKind, Region
from app.regions.rules import Level

_VILLAGE_WORD = {"1": "Kel.", "2": "Desa", "3": "Desa"}


def load() -> int:
    """Bring the table to what the file says; rows that others point at are updated in place. Answers the count."""
    with unit_of_work() as current:
        raw = cast(
            "psycopg.Connection[tuple[object, ...]]", current.connection().connection.driver_connection
        )
        with raw.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '120s'")
            cursor.execute(
                "CREATE TEMP TABLE incoming ON COMMIT DROP AS "
                "SELECT code, name, level, parent_code, postal_code, path, slug FROM regions WITH NO DATA"
            )
            with cursor.copy("COPY incoming FROM STDIN") as copy:
                for row in _lines():
                    copy.write_row(row)
            cursor.execute(
                "INSERT INTO regions (code, name, level, parent_code, postal_code, path, slug) "
                "SELECT * FROM incoming ORDER BY code ON CONFLICT (code) DO UPDATE SET name = excluded.name, "
                "postal_code = excluded.postal_code, path = excluded.path, slug = excluded.slug "
                "WHERE (regions.name, regions.postal_code, regions.path) "
                "IS DISTINCT FROM (excluded.name, excluded.postal_code, excluded.path)"
            )
        count = current.scalar(sa.select(sa.func.count()).select_from(Region)) or 0
        record(None, "regions loaded", "regions", None, count=count)
    return count


def _lines() -> "list[tuple[str, str, int, str | None, str | None, str, str | None]]":
    paths: dict[str, str] = {}
    lines = []
    for code, name, postal_code in rules.rows():
        level = rules.level_of(code)
        above = rules.parent_of(code)
        if level is Level.VILLAGE:
            written = f"{_VILLAGE_WORD.get(code[9:10], 'Desa')} {name}"
        else:
            written = f"Kec. {name}" if level is Level.DISTRICT else name
        paths[code] = f"{written}, {paths[above]}" if above else written
        slug = rules.slug_of(name) if level <= Level.CITY else None
        lines.append((code, name, int(level), above, postal_code or None, paths[code], slug))
    return lines


def make_agency(actor: Actor | None, *, name: str, kind: AgencyKind, region_code: str) -> Agency:
    """A new agency. Raises RuleBroken when the region already has one of that name."""
    with unit_of_work() as current:
        region = queries.get(region_code)
        taken = sa.select(Agency.id).where(Agency.region_code == region.code, Agency.name == name)
        if current.scalar(taken):
            raise RuleBroken(f"{name} sudah ada di {region.name}.")
        agency = Agency(name=name, kind=kind, region_code=region.code, made_at=clock.now())
        current.add(agency)
        current.flush()
        record(actor, "agency made", "agency", agency.id, name=name, region=region.code)
    return agency
