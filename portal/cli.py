"""The `portal` command."""

import csv
import json
import logging
import os
import sys
from pathlib import Path
from typing import IO

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext
from sqlalchemy.exc import DBAPIError

from portal.accounts.links import new_link
from portal.accounts.records import Purpose
from portal.accounts.service import DEMO_PASSWORD, create_administrator, current_totp
from portal.areas.service import ImportFailed as AreasFailed
from portal.areas.service import import_areas
from portal.audit.service import keep_check
from portal.audit.verification import verify
from portal.backup import BackupFailed, backup_to, restore_from
from portal.classifier import ModelUnavailable, NullReader, Reader, load_reader
from portal.classifier.lines import classify_line
from portal.config import SettingError, load
from portal.db import DatabaseUnavailable, upgrade
from portal.db.rotation import rotate
from portal.db.sealed import SealedWithAnotherKey
from portal.demo import load as demo_content
from portal.equality.service import load_questions
from portal.factory import create_app
from portal.feedback.importing import ImportFailed, import_file, list_mappings
from portal.i18n import DEFAULT, public_address
from portal.organisations.importing import compare_organisations, import_organisations
from portal.organisations.service import load_reference_data, offer_whole_organisations
from portal.readings.jobs import reader_slot
from portal.server import check_port, serve
from portal.status import status_of
from portal.strategy.service import load_strategy
from portal.supervisor import run_both
from portal.worker import work


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False)
def cli() -> None:
    """Run and look after the feedback portal."""


def main() -> None:
    """The entry point; what an operator can mend stops here with its sentence."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("huey").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        load(os.environ)
        cli()
    except SettingError as error:
        sys.exit(f"A setting is wrong: {error}")
    except (BackupFailed, SealedWithAnotherKey) as error:
        sys.exit(f"{error}")
    except (DBAPIError, DatabaseUnavailable) as error:
        cause = getattr(error, "orig", None) or error
        sys.exit(f"The database cannot be used ({cause}). Has 'portal init' been run?")


@cli.command("run")
@click.option("--demo", is_flag=True, help="Prepare the database and load demo content first.")
@with_appcontext
def run_command(demo: bool) -> None:
    """Run web and worker together until Ctrl-C."""
    check_port(load(os.environ))
    if demo:
        _prepare()
        _load_demo()
    click.echo(f"\n  The portal is at {current_app.config['BASE_URL']}\n")
    if demo_content.is_loaded():
        click.echo("  Demo sign-ins (password for all: " + DEMO_PASSWORD + ")")
        for email, what in demo_content.accounts():
            click.echo(f"    {email:28} {what}")
        click.echo("  Second factor:  .venv/bin/portal demo-code EMAIL\n")
    sys.exit(run_both())


@cli.command("web")
@with_appcontext
def web_command() -> None:
    """Run the web process alone."""
    settings = load(os.environ)
    check_port(settings)
    serve(
        current_app._get_current_object(),  # type: ignore[attr-defined]
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
    )


@cli.command("worker")
@with_appcontext
def worker_command() -> None:
    """Run the background worker alone."""
    work(current_app._get_current_object())  # type: ignore[attr-defined]


@cli.command("init")
@with_appcontext
def init_command() -> None:
    """Create or migrate the database; load strategy and organisations."""
    _prepare()
    click.echo("The database is ready.")


def _prepare() -> None:
    upgrade()
    load_strategy()
    load_reference_data()
    load_questions()


@cli.command("demo")
@with_appcontext
def demo_command() -> None:
    """Load invented demo content, once."""
    _load_demo()


def _load_demo() -> None:
    if current_app.config["PRODUCTION"]:
        raise SettingError("PORTAL_ENV is production: demo content and accounts are refused.")
    click.echo(demo_content.load_demo())


@cli.command("demo-code")
@click.argument("email", default="admin@demo.example")
@with_appcontext
def demo_code_command(email: str) -> None:
    """Print the second factor of a demo account, valid now."""
    if current_app.config["PRODUCTION"]:
        raise SettingError("PORTAL_ENV is production: there are no demo accounts.")
    code = current_totp(email)
    if code is None:
        sys.exit(f"There is no demo account {email}.")
    click.echo(code)


@cli.command("create-admin")
@click.option("--email", prompt=True)
@click.option("--name", prompt=True)
@click.option("--password", default=None, help="Asked for when neither this nor --invite is given.")
@click.option("--invite", is_flag=True, help="Print a link that works once, for 7 days, instead.")
@with_appcontext
def create_admin_command(email: str, name: str, password: str | None, invite: bool) -> None:
    """Make an administrator, who sets up the second factor at the first sign-in."""
    if not invite and password is None:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        user = create_administrator(email, name, None if invite else password)
    except ValueError as error:
        sys.exit(str(error))
    if not invite:
        click.echo(f"{email} can sign in.")
        return
    _link, token = new_link(user, Purpose.INVITE)
    click.echo(public_address("people.link", DEFAULT, token=token))


@cli.command("import-organisations")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@with_appcontext
def import_organisations_command(file: Path, dry_run: bool) -> None:
    """Add, change, close or merge organisations (code,name,kind,valid_from,valid_to,merged_into).

    valid_to is the last day; merged_into is the code of the one that goes on with the work.
    """
    with file.open(encoding="utf-8-sig", newline="") as stream:
        try:
            if dry_run:
                found = compare_organisations(csv.DictReader(stream))
                click.echo(f"{found.added} new, {found.changed} changed, {found.same} as they are")
                return
            count = import_organisations(csv.DictReader(stream))
        except (ValueError, csv.Error) as error:
            sys.exit(f"Nothing was imported: {error}")
    offer_whole_organisations()
    click.echo(f"{count} organisations")


@cli.command("import-areas")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--index-year", default=2025, help="Year of the index of deprivation.")
@with_appcontext
def import_areas_command(file: Path, index_year: int) -> None:
    """Replace the list of areas by a CSV file (postcode,council,decile)."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        try:
            loaded = import_areas(
                stream,
                index_year=index_year,
                progress=lambda n: click.echo(f"  {n} rows", err=True),
            )
        except AreasFailed as error:
            sys.exit(str(error))
    for line, problem in loaded.problems[:50]:
        click.echo(f"  line {line}: {problem}", err=True)
    click.echo(f"{loaded.kept} postcodes, {loaded.outside} outside, {loaded.wrong} not usable")


@cli.command("import-feedback")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", default=None, help="A mapping's name or file; guessed from the columns.")
@with_appcontext
def import_feedback_command(file: Path, mapping: str | None) -> None:
    """Import an export of comments; they are read in the background and never published."""
    try:
        result = import_file(file, mapping, progress=lambda n: click.echo(f"  {n} rows", err=True))
    except ImportFailed as error:
        sys.exit(f"{error} Known mappings: {', '.join(list_mappings())}.")
    for line, problem in result.problems[:50]:
        click.echo(f"  line {line}: {problem}", err=True)
    click.echo(
        f"{result.imported} imported, {result.duplicates} there already, "
        f"{len(result.problems)} not usable, "
        f"{result.unknown_organisations} of unknown organisations"
    )


@cli.command("classify")
@click.argument("stream", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@with_appcontext
def classify_command(stream: IO[str]) -> None:
    """Read JSON lines {id, text, question?, language?} and write a reading for each."""
    reader = _reader()
    for number, line in enumerate(stream, start=1):
        if line.strip():
            found = json.dumps(classify_line(reader, line, number), ensure_ascii=False)
            # an id may hold half a character, which no encoding takes: it stays escaped
            click.echo(found.encode("utf-8", "backslashreplace"))


def _reader() -> Reader | NullReader:
    slot = reader_slot()
    try:
        return load_reader(slot.folder) if slot.enabled else NullReader()
    except ModelUnavailable as error:
        click.echo(str(error), err=True)
        return NullReader()


@cli.command("status")
@with_appcontext
def status_command() -> None:
    """Print how much there is, what waits, and whether the database is current."""
    click.echo(json.dumps(status_of()))
    if problem := reader_slot().model_problem():
        click.echo(f"The model cannot be used: {problem} Feedback waits for people.", err=True)


@cli.group("audit")
def audit_group() -> None:
    """Look after the audit trail."""


@audit_group.command("verify")
@with_appcontext
def audit_verify_command() -> None:
    """Check that no entry of the audit trail was changed, removed or put in."""
    verdict = verify()
    keep_check(verdict)
    click.echo(str(verdict))
    sys.exit(0 if verdict.broken_at is None else 1)


@cli.command("rotate-keys")
@with_appcontext
def rotate_keys_command() -> None:
    """Encrypt contact details again by the first key of PORTAL_CONTACT_KEYS."""
    done = rotate(progress=lambda n: click.echo(f"  {n} values", err=True))
    click.echo(f"{done} values were encrypted again; all of them are under the first key now.")


@cli.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@with_appcontext
def backup_command(target: Path) -> None:
    """Copy the live database into one file."""
    click.echo(backup_to(target))


@cli.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace what is there without asking.")
@with_appcontext
def restore_command(source: Path, yes: bool) -> None:
    """Replace the database by a copy; stop web and worker first."""
    if not yes:
        click.confirm("This replaces everything in the database. Go on?", abort=True)
    click.echo(restore_from(source))
