"""How fast figures are shown over 200,000 stored answers, on SQLite and on PostgreSQL.

    nice .venv/bin/python benchmarks/figures_at_200000.py

Stores two years of answers at 340 services of 28 organisations, has them counted and published by
the portal's own sweep, and opens every default view of figures in the application (no network,
no second process), one after the other. It also asks the raw rows once what the chart of the
region asks the monthly counts. The time of the processor (the portal's and the database's) hardly
moves with what else the machine does, unlike the time by the clock. `SIZE=20000` and `ROUNDS=5`
make it shorter, `ONLY=PostgreSQL` leaves out SQLite.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from sqlalchemy import func, insert, select, text  # noqa: E402

from portal.db import db, session, to_the_hour, utc_now, writing  # noqa: E402
from portal.feedback.codes import new_reference  # noqa: E402
from portal.feedback.models import Feedback, StatementAnswer  # noqa: E402
from portal.insight.counting import Place  # noqa: E402
from portal.insight.jobs import keep_counts  # noqa: E402
from portal.insight.periods import last_months  # noqa: E402
from portal.insight.rollups import mark, settle  # noqa: E402
from portal.insight.series import series  # noqa: E402
from portal.organisations.models import CareService, Organisation  # noqa: E402
from portal.strategy.catalogue import STATEMENTS  # noqa: E402
from tests.conftest import make_app  # noqa: E402
from tests.databases import postgresql  # noqa: E402
from tests.factories import make_staff, sign_in  # noqa: E402
from tests.pages import Page  # noqa: E402

SIZE = int(os.environ.get("SIZE", "200000"))
ROUNDS = int(os.environ.get("ROUNDS", "15"))
SEED = 20261127
#: answers of one person
EACH = 4
BATCH = 20_000
MONTHS = last_months(24)
VIEWS = {
    "dashboard": "/desk/dashboard",
    "scorecard of the region": "/desk/scorecards",
    "scorecard of an organisation": "/desk/scorecards?place=o-R0B",
    "scorecard of a service": "/desk/scorecards?place=s-{service}",
    "chart of the region": "/desk/scorecards/PE-I-01",
    "chart of a service": "/desk/scorecards/PE-I-01?place=s-{service}",
    "public: start": "/how-care-feels",
    "public: a theme": "/how-care-feels/themes/positive_experiences",
    "public: an organisation": "/how-care-feels/organisations/R0B",
    "public: a sentence": "/how-care-feels/sentences/PE-I-01",
    "public: a sentence of one": "/how-care-feels/organisations/R0B/PE-I-01",
}
RAW = """SELECT count(*) FROM feedback f JOIN statement_answers a ON a.feedback_id = f.id
WHERE a.statement_id = 'PE-I-01' AND f.state NOT IN ('withdrawn', 'declined')
GROUP BY a.answer, extract(year from f.received_on), extract(month from f.received_on)"""


def main() -> None:
    """Print a table for each database."""
    print(f"{SIZE:,} answers; {ROUNDS} rounds; load of the machine {os.getloadavg()[0]:.0f}\n")
    if os.environ.get("ONLY") != "PostgreSQL":
        with tempfile.TemporaryDirectory() as folder:
            _measure("SQLite", make_app(Path(folder)))
    with tempfile.TemporaryDirectory() as folder, postgresql("portal_figures") as url:
        _measure("PostgreSQL", make_app(Path(folder), DATABASE_URL=url))


def _measure(name: str, app: Flask) -> None:
    with app.app_context(), app.test_request_context("/"):
        spent = _seconds(lambda: _fill(random.Random(SEED)))
        print(f"{name}: stored in {spent:.0f} s", flush=True)
        print(f"counted and published in {_seconds(keep_counts):.1f} s", flush=True)
        service = session().scalars(select(CareService.id).order_by(CareService.id)).first()
        make_staff("insight", email="figures@staff.example")
        cells = session().scalar(text("SELECT count(*) FROM insight_tallies"))
        print(f"monthly counts: {cells:,} rows")
        mark([Place("service", str(service))], MONTHS[-1])
        print(f"one service's month counted anew in {_seconds(settle) * 1000:.0f} ms")
        _compare()
    page = Page(app)
    sign_in(page, "figures@staff.example")
    print(f"\n| {name} | processor ms | clock ms, p50 | p95 |\n| --- | ---: | ---: | ---: |")
    for view, address in VIEWS.items():
        _view(page, address.format(service=service))
        before = _processor(app)
        times = [_view(page, address.format(service=service)) for _ in range(ROUNDS)]
        spent = (_processor(app) - before) / ROUNDS * 1000
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"| {view} | {spent:.0f} | {statistics.median(times):.0f} | {p95:.0f} |", flush=True)


def _view(page: Page, address: str) -> float:
    started = time.perf_counter()
    response = page.client.get(address)
    spent = (time.perf_counter() - started) * 1000
    assert response.status_code == 200, (address, response.status_code)
    return spent


def _processor(app: Flask) -> float:
    """Seconds of the processor that this process and its database connections have used."""
    spent = time.process_time()
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            wanted = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            for pid in session().scalars(text(wanted)).all():
                ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
                spent += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return spent


def _seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _compare() -> None:
    """The chart of the region from the counts and from the raw rows."""
    counted = min(_seconds(lambda: series("PE-I-01", None, MONTHS)) for _ in range(5))
    raw = RAW if db.engine.dialect.name != "sqlite" else RAW.replace(
        "extract(year from f.received_on), extract(month from f.received_on)",
        "strftime('%Y-%m', f.received_on)",
    )  # fmt: skip
    rows = min(_seconds(lambda: session().execute(text(raw)).all()) for _ in range(5))
    print(f"one sentence, region, 24 months: {counted * 1000:.1f} ms from counts, "
          f"{rows * 1000:.0f} ms from rows, {rows / counted:.0f} : 1")  # fmt: skip


def _fill(dice: random.Random) -> None:
    services = _services()
    for begun in range(0, SIZE // EACH, BATCH // EACH):
        size = min(BATCH // EACH, SIZE // EACH - begun)
        with writing() as db_:
            last = db_.scalar(select(func.max(Feedback.id))) or 0
            db_.execute(insert(Feedback), [_row(dice, services) for _ in range(size)])
            ids = db_.scalars(select(Feedback.id).where(Feedback.id > last)).all()
            db_.execute(insert(StatementAnswer), list(_answers(dice, ids)))
    with writing() as db_:
        db_.connection().exec_driver_sql("ANALYZE")


def _services() -> list[int]:
    with writing() as db_:
        for number in range(15):
            db_.add(Organisation(code=f"B{number:03}", name=f"Invented body {number}", kind="gp"))
        db_.flush()
        codes = db_.scalars(select(Organisation.code).order_by(Organisation.code)).all()
        for number in range(305):
            db_.add(CareService(slug=f"benchmark-{number}", organisation_code=codes[number % 28],
                                name=f"Invented service {number}", kind="gp"))  # fmt: skip
    return list(session().scalars(select(CareService.id).order_by(CareService.id)))


def _row(dice: random.Random, services: list[int]) -> dict:
    day = min(dice.choice(MONTHS) + timedelta(days=dice.randrange(28)), utc_now().date())
    return {
        "reference": new_reference(), "kind": "experience", "channel": "web", "state": "approved",
        "language": dice.choice(["en"] * 9 + ["ar"]), "who": dice.choice(["self", "carer", None]),
        # some services are large
        "care_service_id": services[int(len(services) * dice.random() ** 2)],
        "publish_consent": False, "received_at": to_the_hour(utc_now()), "received_on": day,
    }  # fmt: skip


def _answers(dice: random.Random, ids: list[int]) -> Iterator[dict]:
    for ident in ids:
        for statement in dice.sample(STATEMENTS, EACH):
            answer = dice.choice(("yes", "yes", "yes", "partly", "no"))
            yield {"feedback_id": ident, "statement_id": statement.id, "answer": answer}


if __name__ == "__main__":
    main()
