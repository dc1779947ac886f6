"""The only reader of the environment. `load` answers a complete set of settings or refuses with the reason."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.base import cluster_address
from app.base.collector import Collector

ROOT = Path(__file__).parent

STRIPE_DIGITS = 999_999
"""Whole rupiah of the largest charge that Stripe promises: eight digits, two of them behind the comma.

The SDK's own text says eight; that more go through for rupiah is said elsewhere, and untried: see STRIPE_MAX_IDR.
"""


PAY_WAYS = ("stripe", "pretend", "transfer", "qris", "cash", "invoice")
"""Every way to pay, by the names that `PAY_WAYS` may list; `pretend` is for demo mode only."""


class Misconfigured(Exception):
    """A setting is missing or makes no sense; the message says which and what to do."""


@dataclass(frozen=True)
class S3:
    """Where objects are kept when not in a folder. `endpoint` is empty for Amazon's own."""

    bucket: str
    region: str
    endpoint: str
    access_key: str
    secret_key: str


@dataclass(frozen=True)
class Stripe:
    """Keys of the account that collects, and what it charges at the least and at the most, in whole rupiah.

    `api_base` is set in tests only.
    """

    key: str
    webhook_secret: str
    api_base: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations; the README lists each."""

    root: Path
    var: Path
    database_url: str
    embedded: bool
    demo: bool
    secret_key: str
    public_url: str
    mail_url: str
    mail_from: str
    contact: str
    """Who runs this shop and how to reach them; shown on the terms and on orders."""
    s3: S3 | None
    stripe: Stripe | None
    collector: Collector | None
    """Stands wherever the platform collects: with Stripe's keys, and made up in the demo."""
    unpaid_minutes: int
    proxies: int
    ocr: bool = True
    """The worker reads labels; else a person does."""
    pay_ways: tuple[str, ...] = PAY_WAYS
    """Ways to pay that may be offered; each still needs what it needs: keys, an account, a sticker."""
    cash_most: int = 500_000
    """Rupiah of a part up to which it can be paid in cash."""
    invoice_days: int = 30
    """Days in which an agency pays after the hand-over was minuted."""
    review_hours: int = 48
    """Within so many hours a seller is promised a curator's answer: 2×24."""
    claim_hours: int = 24
    """After so many hours a round that a curator has claimed and not decided falls back into the queue."""
    price_band: int = 20
    """Percent by which the price of a product on show may move without a curator, in `price_days`."""
    price_days: int = 30
    gift_hold_hours: int = 72
    """So many hours goods and hands are held for an agency whose head is asked."""
    light_hashes: bool = False
    """Cheap password hashes, for tests; no variable sets it."""

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")


def load(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises Misconfigured."""
    var = Path(env.get("GERAI_VAR") or ROOT / "var").absolute()
    url = env.get("DATABASE_URL", "")
    embedded = not url or env.get("GERAI_EMBEDDED") == "1"
    if not url:
        url = cluster_address.url(var / "pg", "gerai", "gerai")
    demo = _flag(env, "DEMO", default=embedded)
    stripe = _stripe(env)
    return Settings(
        root=ROOT,
        var=var,
        database_url=_psycopg(url),
        embedded=embedded,
        demo=demo,
        secret_key=_secret(env, var, demo),
        public_url=_public_url(env),
        mail_url=env.get("MAIL_URL", ""),
        mail_from=env.get("MAIL_FROM", "Gerai <gerai@localhost>"),
        contact=env.get("CONTACT", "Penyelenggara contoh, halo@gerai.example" if demo else ""),
        s3=_s3(env),
        stripe=stripe,
        collector=_collector(env, needed=stripe is not None, demo=demo),
        unpaid_minutes=_number(env, "UNPAID_MINUTES", 60, least=30, most=24 * 60),
        proxies=_number(env, "PROXIES", 0, least=0, most=5),
        ocr=_switch(env, "OCR", default=True),
        pay_ways=_pay_ways(env),
        cash_most=_number(env, "CASH_MOST", 500_000, least=0, most=10_000_000),
        invoice_days=_number(env, "INVOICE_DAYS", 30, least=1, most=180),
        review_hours=_number(env, "REVIEW_HOURS", 48, least=1, most=30 * 24),
        claim_hours=_number(env, "CLAIM_HOURS", 24, least=1, most=30 * 24),
        price_band=_number(env, "PRICE_BAND", 20, least=0, most=90),
        price_days=_number(env, "PRICE_DAYS", 30, least=1, most=365),
        gift_hold_hours=_number(env, "GIFT_HOLD_HOURS", 72, least=1, most=14 * 24),
    )


def _flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "").strip()
    if value not in ("", "0", "1"):
        raise Misconfigured(f"{name} boleh 0 atau 1, bukan “{value}”.")
    return default if value == "" else value == "1"


def _switch(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in ("", "on", "off"):
        raise Misconfigured(f"{name} boleh on atau off, bukan “{value}”.")
    return default if value == "" else value == "on"


def _number(env: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    text = env.get(name, "").strip() or str(default)
    if not text.isdigit() or not least <= int(text) <= most:
        raise Misconfigured(f"{name} harus angka {least} sampai {most}, bukan “{text}”.")
    return int(text)


def _pay_ways(env: Mapping[str, str]) -> tuple[str, ...]:
    wanted = [name.strip().lower() for name in env.get("PAY_WAYS", "").split(",") if name.strip()]
    unknown = [name for name in wanted if name not in PAY_WAYS]
    if unknown:
        raise Misconfigured(f"PAY_WAYS boleh berisi {', '.join(PAY_WAYS)}, bukan “{unknown[0]}”.")
    if "stripe" in wanted and not env.get("STRIPE_SECRET_KEY"):
        raise Misconfigured("PAY_WAYS menyebut stripe, tetapi STRIPE_SECRET_KEY belum diisi.")
    return tuple(name for name in PAY_WAYS if not wanted or name in wanted)


def _psycopg(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg") or not rest:
        raise Misconfigured("DATABASE_URL harus berbentuk postgresql://nama:sandi@host/basisdata.")
    return f"postgresql+psycopg://{rest}"


def _public_url(env: Mapping[str, str]) -> str:
    url = (env.get("PUBLIC_URL") or f"http://127.0.0.1:{env.get('PORT') or 8000}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise Misconfigured("PUBLIC_URL harus alamat toko tanpa jalur, misalnya https://gerai.example.")
    return url


def _secret(env: Mapping[str, str], var: Path, demo: bool) -> str:
    secret = env.get("SECRET_KEY", "")
    if secret:
        if len(secret) < 32:
            raise Misconfigured("SECRET_KEY terlalu pendek: pakai sedikitnya 32 huruf acak.")
        return secret
    if not demo:
        raise Misconfigured("SECRET_KEY belum diisi. Di luar mode uji, Gerai tidak mau berjalan tanpanya.")
    return _made_once(var / "secret")


def _made_once(path: Path) -> str:
    """The secret of this demo, made at the first start. Two processes may race here: the first link wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret.{secrets.token_hex(6)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def _s3(env: Mapping[str, str]) -> S3 | None:
    bucket = env.get("S3_BUCKET", "")
    if not bucket:
        return None
    missing = [name for name in ("S3_ACCESS_KEY", "S3_SECRET_KEY") if not env.get(name)]
    if missing:
        raise Misconfigured(f"S3_BUCKET diisi, tetapi {' dan '.join(missing)} belum.")
    return S3(
        bucket=bucket,
        region=env.get("S3_REGION", "us-east-1"),
        endpoint=env.get("S3_ENDPOINT", ""),
        access_key=env["S3_ACCESS_KEY"],
        secret_key=env["S3_SECRET_KEY"],
    )


def _stripe(env: Mapping[str, str]) -> Stripe | None:
    key = env.get("STRIPE_SECRET_KEY", "")
    if not key:
        return None
    if not env.get("STRIPE_WEBHOOK_SECRET"):
        raise Misconfigured("STRIPE_SECRET_KEY diisi, tetapi STRIPE_WEBHOOK_SECRET belum.")
    minimum = _number(env, "STRIPE_MIN_IDR", 10_000, least=1, most=STRIPE_DIGITS)
    return Stripe(
        key=key,
        webhook_secret=env["STRIPE_WEBHOOK_SECRET"],
        api_base=env.get("STRIPE_API_BASE", ""),
        minimum=minimum,
        maximum=_number(env, "STRIPE_MAX_IDR", STRIPE_DIGITS, least=minimum, most=9_999_999_999),
    )


def _collector(env: Mapping[str, str], *, needed: bool, demo: bool) -> Collector | None:
    """Who collects. Money that belongs to sellers is taken under a name and a paper, or not at all."""
    name, paper = env.get("COLLECTOR_NAME", "").strip(), env.get("COLLECTOR_PAPER", "").strip()
    if name and paper:
        return Collector(name, paper)
    if name or paper or needed:
        missing = [one for one, text in (("COLLECTOR_NAME", name), ("COLLECTOR_PAPER", paper)) if not text]
        raise Misconfigured(
            f"{' dan '.join(missing)} belum diisi. Uang pembeli untuk para penjual hanya boleh diterima atas nama "
            "badan hukum yang disebut namanya (COLLECTOR_NAME) dan dengan izin yang disebut suratnya (COLLECTOR_PAPER)."
        )
    return (
        Collector("Koperasi Contoh Gerai", "badan karangan untuk mode uji, tanpa izin apa pun")
        if demo
        else None
    )
