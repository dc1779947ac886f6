"""Builds the application from its settings."""

from datetime import timedelta

from flask import Flask
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, handlers, sitemap, wiring
from app.accounts import jobs as accounts_jobs
from app.accounts.views import who
from app.adapters.stripe_gateway import PAY_AT
from app.catalog import jobs as catalog_jobs
from app.curation import jobs as curation_jobs
from app.db.session import HANDLERS, db
from app.gifts import jobs as gifts_jobs
from app.media.views import shop as media_views
from app.notices import jobs as notices_jobs
from app.orders import jobs as orders_jobs
from app.payments import jobs as payments_jobs
from app.web import assets, errors, filters, security, shell
from config import Settings

JOBS = (
    accounts_jobs, catalog_jobs, curation_jobs, gifts_jobs, notices_jobs, orders_jobs, payments_jobs,
)  # fmt: skip
"""Importing them registers their jobs; an unknown name cannot be enqueued."""


def create_app(settings: Settings) -> Flask:
    """One application; tests make several."""
    app = Flask("gerai", root_path=str(settings.root), template_folder="templates", static_folder=None)
    _configure(app, settings)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    db.init_app(app)
    Migrate(app, db, directory=str(settings.root / "migrations"), render_as_batch=False)
    app.extensions[HANDLERS] = handlers.AFTERWARDS
    wiring.init_app(app, settings)
    who.init_app(app)
    filters.init_app(app)
    media_views.init_app(app)
    shell.init_app(app, demo=settings.demo, contact=settings.contact, collector=settings.collector)
    errors.init_app(app)
    security.init_app(app, https=settings.https, pay_at=(PAY_AT,) if settings.stripe else ())
    sitemap.init_app(app)
    cli.init_app(app)
    assets.init_app(app, settings.root / "static", settings.var / "static")
    if settings.proxies:
        trusted = settings.proxies
        proxied = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.secret_key = settings.secret_key
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": 4,
            "max_overflow": 4,
            "pool_timeout": 5,
            "pool_pre_ping": True,
            "connect_args": {
                "connect_timeout": 5,
                # bounds reads; every unit of work sets its own (see app/db/session.py)
                "options": "-c statement_timeout=15000 -c lock_timeout=4000 "
                "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC",
            },
        },
        MAX_CONTENT_LENGTH=26 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=1000,
        SESSION_COOKIE_NAME="gerai",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_I18N_ENABLED=False,
        WTF_CSRF_TIME_LIMIT=None,
        PUBLIC_URL=settings.public_url,
        DEMO=settings.demo,
        EMBEDDED=settings.embedded,
        COLLECTOR=settings.collector,
        UNPAID_MINUTES=settings.unpaid_minutes,
        GIFT_HOLD_HOURS=settings.gift_hold_hours,
        GERAI_VAR=settings.var,
    )
