"""Indonesia's three time zones. No province keeps summer time, so fixed offsets are exact and need no tz database."""

from datetime import UTC, date, datetime, time, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")

PROVINCES = {
    WITA: frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}),
    WIT: frozenset({"81", "82", "91", "92", "93", "94", "95", "96"}),
}
"""The provinces that keep another zone than WIB."""


def zone_of(region: str) -> timezone:
    """The time zone of a region code of any level (its first two digits are the province)."""
    province = region[:2]
    return next((zone for zone, there in PROVINCES.items() if province in there), WIB)


def day_in(region: str, moment: datetime) -> date:
    """The calendar day in a region at a moment."""
    return moment.astimezone(zone_of(region)).date()


def last_day(end: datetime, region: str) -> date:
    """The last whole day before an instant that ends a window, in its region."""
    return day_in(region, end - timedelta(microseconds=1))


def midnight(region: str, day: date) -> datetime:
    """The instant at which `day` begins in a region, in UTC."""
    return datetime.combine(day, time.min, zone_of(region)).astimezone(UTC)
