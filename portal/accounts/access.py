"""The guard at every door: nobody enters a view that has not said who may."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from portal.accounts.permissions import Permission, permissions_of
from portal.web.access import PUBLIC, declared_access

View = TypeVar("View", bound=Callable[..., Any])
SIGNED_IN = "signed_in"
#: Flask-Security signs out whoever opens one of these without a sign-in under way
SECOND_STEPS = {
    "security.two_factor_token_validation",
    "security.two_factor_rescue",
    "security.mf_recovery",
}


class UndeclaredAccess(RuntimeError):
    """A route has not said who may enter."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Only people whose roles give `permission` may enter the view."""

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def signed_in(view: View) -> View:
    """Anyone who is signed in, with any role."""
    view.access = SIGNED_IN  # type: ignore[attr-defined]
    return view


def may(permission: Permission) -> bool:
    """Whether the person signed in has `permission`; looked up anew on every request."""
    if not current_user.is_authenticated or not current_user.active:
        return False
    return permission in permissions_of(current_user.role_names)


def init_access(app: Flask) -> None:
    """Guard every request of `app`."""
    app.before_request(_guard)
    app.jinja_env.globals.update(may=may, Permission=Permission)


def check_declared(app: Flask) -> None:
    """Refuse to start while a route has not said who may enter.

    Raises `UndeclaredAccess` naming the routes.
    """
    missing = sorted(e for e, v in app.view_functions.items() if declared_access(v) is None)
    if missing:
        raise UndeclaredAccess(f"nobody decided who may open: {', '.join(missing)}")


def _guard() -> Response | None:
    if not request.endpoint:
        return None
    access = declared_access(current_app.view_functions[request.endpoint])
    if access == PUBLIC:
        return _spare_the_session()
    if not current_user.is_authenticated:
        session.pop("_flashes", None)
        wanted = request.script_root + request.full_path.rstrip("?")
        return redirect(url_for("security.login", next=wanted))
    if current_user.demo and current_app.config["PRODUCTION"]:
        abort(403)
    if access != SIGNED_IN and not may(access):
        abort(403)
    return None


def _spare_the_session() -> Response | None:
    """Looking at a page never ends a session: somebody signed in is led home from it."""
    if request.method == "GET" and request.endpoint in SECOND_STEPS:
        return redirect(url_for("pages.home")) if current_user.is_authenticated else None
    return None
