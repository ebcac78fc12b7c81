"""Taking a list away."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    redirect,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import may, requires
from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.db import session, utc_now
from portal.exports import service
from portal.exports.listing import Listing, Query, Row, find_listing
from portal.figures.safe_table import csv_lines, write_xlsx
from portal.i18n import LONDON, current_tag, direction
from portal.web.headers import NEVER_STORED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Counted:
    """The rows of a list with its heading, counted as they pass."""

    def __init__(self, listing: Listing, query: Query, user: User) -> None:
        self._listing, self._query, self._user = listing, query, user
        self.passed = 0

    def __iter__(self) -> Iterator[Row]:
        yield [str(column) for column in self._listing.columns]
        for row in self._listing.rows(self._query, self._user):
            self.passed += 1
            yield row


@requires(Permission.EXPORT)
def export(listing: str) -> Any:
    """One list as a file, with the filter of its page; one at a time for each person."""
    found, kind = find_listing(listing), request.form.get("kind", "")
    if found is None:
        abort(404)
    if not may(found.permission):
        abort(403)
    if kind not in ("csv", "xlsx"):
        abort(400)
    try:
        token = service.begin(found, request.args, kind, by=current_user)
    except service.Busy:
        flash(_("Another list of yours is being made. Wait until it is there, then try again."))
    except service.TooLong:
        most = f"{service.MOST_ROWS:,}"
        flash(_("This list has more than %(most)s rows. Choose a narrower filter.", most=most))
    else:
        return _file(found, kind, token)
    return redirect(url_for(found.endpoint, **found.query(request.args)))


def _file(listing: Listing, kind: str, token: str) -> Response:
    user: User = current_user._get_current_object()
    rows = Counted(listing, request.args.to_dict(), user)
    day = utc_now().astimezone(LONDON).date()
    name = f"{listing.name}-{day.isoformat()}.{kind}"
    if kind == "xlsx":
        response = send_file(_workbook(listing, rows, user.id, token), XLSX, True, name)
    else:
        lines = _streamed(listing, rows, user.id, token)
        response = Response(stream_with_context(lines), mimetype="text/csv")
        response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = NEVER_STORED  # send_file would let it be kept
    return response


def _streamed(listing: Listing, rows: Counted, user_id: int, token: str) -> Iterator[str]:
    try:
        yield from csv_lines(rows)
    finally:  # also when the person's browser goes away in the middle
        service.finish(listing.name, user_id, token, rows.passed)
        session().rollback()


def _workbook(listing: Listing, rows: Counted, user_id: int, token: str) -> IO[bytes]:
    folder = current_app.config["DATA_DIR"]
    target: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by the answer
    try:
        with tempfile.TemporaryDirectory(dir=folder) as half_done:
            rtl = direction(current_tag()) == "rtl"
            write_xlsx(target, rows, right_to_left=rtl, folder=half_done)
    finally:
        service.finish(listing.name, user_id, token, rows.passed)
    target.seek(0)
    return target
