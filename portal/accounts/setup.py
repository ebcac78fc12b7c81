"""Sign-in by Flask-Security-Too: password, a second factor for everyone, recovery codes.

Chosen over Flask-Login with own code: weeks of security work that is already done and kept up.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask
from flask_security import Security

from portal.accounts.access import SIGNED_IN, init_access
from portal.accounts.datastore import UserDatastore
from portal.accounts.passwords import SHORTEST, PasswordRule
from portal.accounts.signing import init_signing
from portal.resources import resource_dir
from portal.web.access import PUBLIC

#: Flask-Security's own routes that anyone may open; all its others need somebody signed in.
PUBLIC_ROUTES = {
    "security.login",
    "security.logout",
    "security.two_factor_setup",
    "security.two_factor_token_validation",
    "security.two_factor_rescue",
    "security.mf_recovery",
    "security.forgot_password",
    "security.reset_password",
    "security.static",
}

OPTIONS: dict[str, Any] = {
    "SECURITY_URL_PREFIX": "/account",
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "pages.begin",
    "SECURITY_POST_LOGOUT_VIEW": "pages.home",
    "SECURITY_REGISTERABLE": False,
    "SECURITY_CONFIRMABLE": False,
    "SECURITY_RECOVERABLE": False,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_TRACKABLE": False,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
    "SECURITY_PASSWORD_COMPLEXITY_CHECKER": None,
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_REQUIRED": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_TOTP_ISSUER": "NENC feedback portal",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_CACHE_CONTROL": None,  # ours says it for every page, and in a form browsers know
    "SECURITY_FRESHNESS": timedelta(minutes=60),
}


def init_accounts(app: Flask, *, secret: str) -> UserDatastore:
    """Bind sign-in to `app` and guard its routes."""
    app.config.update(OPTIONS)
    app.config["SECURITY_PASSWORD_SALT"] = secret[:32]
    app.config["SECURITY_TOTP_SECRETS"] = {"1": secret}
    folder = resource_dir("translations")
    app.config["SECURITY_I18N_DIRNAME"] = ["builtin", str(folder)]
    store = UserDatastore()
    Security(app, store, password_util_cls=PasswordRule)
    for endpoint, view in list(app.view_functions.items()):
        if endpoint.startswith("security."):
            access = PUBLIC if endpoint in PUBLIC_ROUTES else SIGNED_IN
            app.view_functions[endpoint] = _declared(view, access)
    init_signing(app)
    init_access(app)
    return store


def _declared(view: Callable[..., Any], access: str) -> Callable[..., Any]:
    """The view with its declaration; some of Flask-Security's are bound methods."""

    @wraps(view)
    def declared(*args: Any, **values: Any) -> Any:
        return view(*args, **values)

    declared.access = access  # type: ignore[attr-defined]
    return declared
