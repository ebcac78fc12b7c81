"""The contract of the other `portal` commands."""

import json
import re
import sqlite3
from contextlib import closing

import pytest

from tests.processes.portals import portal

PRODUCTION = {"PORTAL_ENV": "production", "SECRET_KEY": "k" * 40,
              "PORTAL_CONTACT_KEYS": "aW52ZW50ZWQta2V5LWZvci10ZXN0cy1vbmx5LTEyMzQ="}  # fmt: skip
ROWS = """\
comment_id,trust,service,date,fft_answer,question,text
c1,NEAS,Ambulance,03/02/2024,1,What was good?,The crew was kind
c2,Elsewhere,Ward,04/02/2024,9,What could we do better?,We waited nine hours
c3,NEAS,Ambulance,soon,1,What was good?,A date that is none
,NEAS,Ambulance,03/02/2024,1,What was good?,A row without an id
c1,NEAS,Ambulance,03/02/2024,1,What was good?,The same comment again
"""


def status(folder, **settings) -> dict:
    return json.loads(portal(folder, "status", **settings).stdout)


def test_status_has_exactly_the_promised_keys(ready):
    found = status(ready)
    assert list(found) == ["feedback", "jobs", "model", "database", "migrations_current"]
    assert list(found["feedback"]) == ["total", "by_state", "by_kind", "read", "abstained"]
    assert list(found["jobs"]) == ["waiting", "oldest_s"]


def test_feedback_is_imported_and_bad_rows_are_named_by_their_line(folder, tmp_path):
    (tmp_path / "export.csv").write_text(ROWS)
    done = portal(folder, "import-feedback", str(tmp_path / "export.csv"))
    assert done.stdout.decode().strip() == (
        "2 imported, 1 there already, 2 not usable, 1 of unknown organisations"
    )
    assert re.findall(rb"line (\d+):", done.stderr) == [b"4", b"5"]
    found = status(folder)
    assert found["feedback"]["total"] == found["jobs"]["waiting"] == 2


def test_a_file_that_no_mapping_fits_is_refused_with_the_known_ones(ready, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    done = portal(ready, "import-feedback", str(tmp_path / "other.csv"))
    assert done.returncode == 1
    assert b"Known mappings: nhs_fft" in done.stderr


def test_organisations_are_imported_and_a_wrong_row_imports_nothing(folder, tmp_path):
    file = tmp_path / "organisations.csv"
    file.write_text("code,name,kind\nX26,Invented Trust,trust\n")
    assert portal(folder, "import-organisations", str(file)).stdout == b"1 organisations\n"
    file.write_text("code,name,kind\nX27,Another,trust\n,Nameless,trust\n")
    done = portal(folder, "import-organisations", str(file))
    assert (done.returncode, done.stderr[:22]) == (1, b"Nothing was imported: ")


def test_an_import_of_organisations_can_be_tried_first(folder, tmp_path):
    file = tmp_path / "organisations.csv"
    file.write_text("code,name,valid_to,merged_into\nX31,Old,2020-03-31,X32\nX32,New,,\n")
    tried = portal(folder, "import-organisations", str(file), "--dry-run")
    assert tried.stdout == b"2 new, 0 changed, 0 as they are\n"
    portal(folder, "import-organisations", str(file))
    again = portal(folder, "import-organisations", str(file), "--dry-run")
    assert again.stdout == b"0 new, 0 changed, 2 as they are\n"


def test_areas_are_imported_and_wrong_lines_are_named(folder, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_bytes(
        b"postcode,council,decile\nZZ1 1AA,Gateshead,3\n\xff,Gateshead,3\nZZ1 1AB,X,1\n"
    )
    done = portal(folder, "import-areas", str(file))
    assert done.stdout == b"1 postcodes, 1 outside, 1 not usable\n"
    assert b"line 3: the postcode" in done.stderr
    file.write_text("nothing\n")
    assert portal(folder, "import-areas", str(file)).returncode == 1


def test_an_administrator_is_made_once_and_with_a_long_password(folder):
    words = ["create-admin", "--email", "boss@trust.example", "--name", "Invented Boss"]
    short = portal(folder, *words, "--password", "short")
    made = portal(folder, *words, "--password", "plainly-invented-words")
    again = portal(folder, *words, "--password", "plainly-invented-words")
    assert (short.returncode, made.returncode, again.returncode) == (1, 0, 1)
    assert made.stdout.decode() == "boss@trust.example can sign in.\n"
    assert b"already" in again.stderr


def test_the_demo_is_loaded_once(demo_folder):
    with closing(sqlite3.connect(demo_folder / "portal.sqlite3")) as connection:
        counted = "SELECT count(*) FROM feedback"
        before = connection.execute(counted).fetchone()[0]
        done = portal(demo_folder, "demo")
        assert connection.execute(counted).fetchone()[0] == before >= 200
    assert done.stdout.decode().strip() == "The demo content is there already."


def test_a_demo_code_is_six_digits_and_only_for_demo_accounts(demo_folder):
    code = portal(demo_folder, "demo-code", "admin@demo.example").stdout
    assert re.fullmatch(rb"\d{6}\n", code)
    assert portal(demo_folder, "demo-code", "nobody@demo.example").returncode == 1


@pytest.mark.parametrize("command", ["demo", "demo-code"])
def test_production_refuses_the_demo(demo_folder, command):
    done = portal(demo_folder, command, **PRODUCTION)
    assert done.returncode == 1
    assert done.stderr.startswith(b"A setting is wrong: PORTAL_ENV is production")
    assert not done.stdout
