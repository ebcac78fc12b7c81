"""Security headers on every answer.

An own hook, because Flask-Talisman has stood still since 2023 and this is ten lines.
"""

import secrets

from flask import Flask, Response, g, request

NEVER_STORED = "no-store"


def csp_nonce() -> str:
    """The nonce of this response's scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return g.csp_nonce


def init_headers(app: Flask, *, secure: bool) -> None:
    """Set the headers on every response of `app`; `secure` adds HSTS."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy(csp_nonce()))
        headers["X-Content-Type-Options"] = "nosniff"
        # "same-origin" and not "no-referrer": browsers then still send Origin on our own forms
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if not request.path.startswith("/static/"):
            headers.setdefault("Cache-Control", NEVER_STORED)
            headers.setdefault("Vary", "Cookie")
        return response


def _policy(nonce: str) -> str:
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
