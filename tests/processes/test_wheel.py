"""The wheel carries everything: installed elsewhere, it starts and serves."""

import gettext
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.processes.portals import Running, environment

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    command = [*pip, "--disable-pip-version-check", "--target", str(folder / "site"), str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def command(elsewhere: Path, *words: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *words],
        input=given, capture_output=True, text=True, check=False, cwd=elsewhere, timeout=120,
        env=environment(elsewhere / "instance", PYTHONPATH=str(elsewhere / "site")),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def arabic(elsewhere: Path, sentence: str) -> str:
    """What the installed catalogue makes of a sentence."""
    bundled = elsewhere / "site/portal/_bundled/translations"
    return gettext.translation("messages", bundled, ["ar"]).gettext(sentence)


@pytest.mark.parametrize(
    "path",
    [
        "portal/web/static/dist/manifest.json",
        "portal/_bundled/translations/ar/LC_MESSAGES/messages.mo",
        "portal/_bundled/translations/ar/LC_MESSAGES/flask_security.mo",
        "portal/_bundled/models/reader/model.onnx",
        "portal/_bundled/models/reader/tokenizer.json",
        "portal/classifier/rules/en.json",
        "portal/migrations/alembic.ini",
        "portal/demo/content/accounts.json",
        "portal/organisations/data/organisations.csv",
        "portal/feedback/mappings/nhs_fft.toml",
        "portal/templates/pages/home.html",
        "portal/feedback/templates/feedback/give/start.html",
    ],
)
def test_the_wheel_holds(wheel, path):
    assert path in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_no_tests_and_nothing_that_was_written(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert not [n for n in names if n.startswith(("tests/", "instance/")) or ".sqlite3" in n]


def test_what_runs_is_the_installed_copy(elsewhere):
    where = command(elsewhere, "-c", "import portal; print(portal.__file__)")
    assert where.startswith(str(elsewhere / "site"))


def test_the_installed_portal_serves_arabic_with_its_styles(elsewhere):
    command(elsewhere, "-m", "portal", "init")
    settings = {"PYTHONPATH": str(elsewhere / "site")}
    web = Running(elsewhere / "instance", "web", settings, cwd=elsewhere)
    try:
        page = httpx.get(f"{web.start().address}/ar/").text
        manifest = elsewhere / "site/portal/web/static/dist/manifest.json"
        styles = json.loads(manifest.read_text())["portal.rtl.css"]
        assert '<html lang="ar" dir="rtl"' in page
        assert f"<h1>{arabic(elsewhere, 'Tell us about your care')}</h1>" in page
        assert styles in page
        assert httpx.get(f"{web.address}/static/dist/{styles}").status_code == 200
    finally:
        web.cleanup()


def test_the_installed_portal_reads(elsewhere):
    given = json.dumps({"id": "1", "text": "The nurse was kind to me."})
    found = json.loads(command(elsewhere, "-m", "portal", "classify", given=given))
    assert "abstained" not in found
    assert found["statements"][0]["id"] == "PE-I-01"
