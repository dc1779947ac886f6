"""Headers on every answer of the application. Static files get theirs from `assets`."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


def policy(pay_at: tuple[str, ...] = ()) -> str:
    """The content security policy: nothing inline, nothing from elsewhere. A form may end at a payment page."""
    targets = " ".join(("'self'", *pay_at))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"form-action {targets}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


class _Cookie(SecureCookieSessionInterface):
    """What everybody may keep carries no cookie, nor does it differ by one: else no phone would keep it for long."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)


def init_app(app: Flask, *, https: bool, pay_at: tuple[str, ...]) -> None:
    """Hang the headers in."""
    csp = policy(pay_at)
    app.session_interface = _Cookie()

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", csp)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), microphone=(), payment=()"
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if "Cache-Control" not in response.headers:
            # no-cache, not no-store: the back button shows what was typed
            response.headers["Cache-Control"] = "private, no-cache"
        if request.path.startswith(
            ("/penjual", "/kurator", "/dinas", "/admin", "/akun", "/pesanan", "/checkout", "/keranjang")
        ):
            response.headers["X-Robots-Tag"] = "noindex"
        return response
