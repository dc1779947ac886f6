"""Every refusal becomes one page here. A sentence says what to do next; nothing was changed."""

import logging

from flask import Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue
from psycopg import errors as pg
from sqlalchemy.exc import DataError, DBAPIError, TimeoutError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.base.errors import NotFound, RuleBroken
from app.db.session import db
from app.web.pages import safe_path

log = logging.getLogger(__name__)

WORDS: dict[int, tuple[str, str]] = {
    400: ("Permintaan ini tidak terbaca", "Kembali ke halaman tadi, lalu coba sekali lagi."),
    401: ("Masuk dulu, ya", "Halaman ini hanya untuk yang sudah masuk."),
    403: (
        "Halaman ini bukan untuk akun Anda",
        "Kalau seharusnya boleh, minta petugas dinas memeriksa peran Anda.",
    ),
    404: ("Halaman ini tidak ada", "Mungkin alamatnya salah ketik, atau barangnya sudah diturunkan."),
    405: ("Langkah ini tidak bisa diulang dari sini", "Kembali ke halaman tadi, lalu tekan tombolnya."),
    409: ("Belum bisa", ""),
    413: (
        "Kirimannya terlalu besar",
        "Satu foto paling besar 25 MB. Ambil ulang dengan kamera HP, atau pilih foto lain.",
    ),
    429: ("Terlalu sering mencoba", "Tunggu beberapa menit, lalu coba lagi."),
    500: (
        "Ada yang rusak di pihak kami",
        "Ini bukan salah Anda dan tidak ada yang berubah. Coba lagi sebentar.",
    ),
    503: ("Sedang ramai", "Tidak ada yang berubah. Coba lagi sebentar lagi."),
}

ORDERS = ("/pesanan/", "/checkout/G-")
ORDER_CLOSED = (
    "Pesanan ini belum bisa dibuka",
    "Kalau ini pesanan Anda: masuk dengan akun yang dipakai memesan, atau buka tautan yang kami kirim waktu itu.",
)
"""An order opens for its buyer alone; who follows a letter on another phone is not signed in there."""


def answer(status: int, sentence: str | None = None) -> ResponseReturnValue:
    """The error page. It must stand even when the database does not, so it asks for nothing."""
    title, next_step = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    referrer = request.referrer or ""
    back = safe_path(referrer.removeprefix(request.host_url.rstrip("/"))) if referrer else None
    sign_in = None
    if status == 404 and request.method == "GET" and request.path.startswith(ORDERS):
        # said to everybody alike, whether there is such an order or not
        title, next_step = ORDER_CLOSED
        sign_in = url_for("shop.accounts.sign_in", next=request.path)
    try:
        html = current_app.jinja_env.get_template("errors/error.html").render(
            status=status, title=title, next_step=sentence or next_step, back=back, sign_in=sign_in
        )  # not by render_template: its frame would ask who is signed in
    except Exception:
        log.exception("the error page itself failed")
        html = f"<!doctype html><html lang=id><title>{title}</title><h1>{title}</h1><p>{next_step}</p>"
    return html, status


def init_app(app: Flask) -> None:
    """Hang the handlers in."""

    @app.errorhandler(RuleBroken)
    def rule_broken(refusal: RuleBroken) -> ResponseReturnValue:
        return answer(409, refusal.message)

    @app.errorhandler(NotFound)
    def not_found(_: NotFound) -> ResponseReturnValue:
        return answer(404)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        if isinstance(error, RequestEntityTooLarge):
            request.environ["wsgi.input_terminated"] = True
        return answer(error.code)

    @app.errorhandler(DBAPIError)
    def database_error(error: DBAPIError) -> ResponseReturnValue:
        db.session.rollback()
        if isinstance(error, DataError):  # A number beyond bigint, a NUL: no row can have it.
            log.warning("unstorable value: %s", error.orig)
            return answer(404)
        busy = (pg.QueryCanceled, pg.LockNotAvailable, pg.DeadlockDetected, pg.TooManyConnections)
        if (
            isinstance(error.orig, busy)
            or error.connection_invalidated
            or isinstance(error.orig, pg.OperationalError)
        ):
            log.warning("database busy or away: %s", error.orig)
            return answer(503)
        log.exception("database error", exc_info=error)
        return answer(500)

    @app.errorhandler(TimeoutError)
    def no_connection_free(_: TimeoutError) -> ResponseReturnValue:
        return answer(503)

    @app.errorhandler(500)
    def broken(_: Exception) -> ResponseReturnValue:
        db.session.rollback()
        return answer(500)
