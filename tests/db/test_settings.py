"""Settings: every one of them is read, and a wrong one stops with a sentence that names it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from portal.config import DOCUMENTED, SettingError, Settings, load

LONG = "an invented secret that is long enough"
KEY = "aW52ZW50ZWQta2V5LWZvci10ZXN0cy1vbmx5LTEyMzQ="

WRONG = [
    ("PORTAL_ENV", "prod"),
    ("SECRET_KEY", "short"),
    ("DATABASE_URL", "mysql://localhost/portal"),
    ("DATABASE_URL", "postgresql://localhost:port/portal"),
    ("REDIS_URL", "http://localhost"),
    ("REDIS_URL", "redis://localhost:port"),
    ("MAIL_URL", "mail.example"),
    ("MAIL_URL", "smtp://"),
    ("MAIL_URL", "smtp://mail.example:port"),
    ("MAIL_URL", "smtp://[mail.example"),
    ("MAIL_FROM", "nobody"),
    ("MAIL_FROM", "a@portal.example\r\nBcc: b@portal.example"),
    ("PORTAL_BASE_URL", "portal.example"),
    ("PORTAL_BASE_URL", "https://"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "http"),
    ("PORT", "٨٠"),
    ("WEB_THREADS", "0"),
    ("WEB_THREADS", "65"),
    ("SESSION_IDLE_MINUTES_VOLUNTEERS", "721"),
    ("SESSION_HOURS", "25"),
    ("MODEL_DIR", "/no/such/folder"),
    ("CLASSIFIER", "maybe"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "11"),
    ("BRANDING_DIR", "/no/such/folder"),
    ("PORTAL_CONTACT_KEYS", "short"),
    ("PORTAL_CONTACT_KEYS", ","),
]

#: setting -> a value, the field it fills, and what the field holds then
RIGHT = [
    ("PORTAL_ENV", "production", "environment", "production"),
    ("SECRET_KEY", LONG, "secret_key", LONG),
    ("DATABASE_URL", "postgres://u@h/d", "database_url", "postgresql+psycopg://u@h/d"),
    ("REDIS_URL", "unix:///tmp/redis.sock", "redis_url", "unix:///tmp/redis.sock"),
    ("MAIL_URL", "smtps://u:p@mail.example:465", "mail_url", "smtps://u:p@mail.example:465"),
    ("MAIL_FROM", "Feedback <a@portal.example>", "mail_from", "Feedback <a@portal.example>"),
    ("PORTAL_BASE_URL", "https://portal.example/", "base_url", "https://portal.example"),
    ("HOST", "0.0.0.0", "host", "0.0.0.0"),
    ("PORT", "8001", "port", 8001),
    ("WEB_THREADS", "64", "threads", 64),
    ("SESSION_IDLE_MINUTES_VOLUNTEERS", "10", "idle_minutes_volunteers", 10),
    ("SESSION_HOURS", "8", "session_hours", 8),
    ("CLASSIFIER", "off", "classifier_enabled", False),
    ("TRUSTED_PROXIES", "2", "trusted_proxies", 2),
    ("PORTAL_CONTACT_KEYS", f"{KEY}, {KEY}", "contact_keys", (KEY, KEY)),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_stops_with_a_sentence_that_names_it(
    settings_of: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(SettingError) as caught:
        load({**settings_of, name: value})
    assert str(caught.value).startswith(name)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(("name", "value", "field", "kept"), RIGHT)
def test_a_right_setting_is_taken(
    settings_of: dict[str, str], name: str, value: str, field: str, kept: object
) -> None:
    given = {"SECRET_KEY": LONG, "PORTAL_CONTACT_KEYS": KEY, **settings_of, name: value}
    assert getattr(load(given), field) == kept


@pytest.mark.parametrize("name", ["MODEL_DIR", "BRANDING_DIR", "PORTAL_DATA_DIR"])
def test_a_folder_is_taken(tmp_path: Path, settings_of: dict[str, str], name: str) -> None:
    folder = tmp_path / "chosen"
    folder.mkdir()
    settings = load({**settings_of, name: str(folder)})
    taken = (settings.model_dir, settings.branding_dir, settings.data_dir)
    assert folder in taken


def test_every_documented_setting_is_tried_above_and_there_is_no_other() -> None:
    tried = {name for name, *_ in RIGHT} | {"MODEL_DIR", "BRANDING_DIR", "PORTAL_DATA_DIR"}
    assert tried == set(DOCUMENTED)
    assert len(DOCUMENTED) == len(fields(Settings))


def test_every_documented_setting_has_a_sentence() -> None:
    assert all(sentence.endswith(".") for sentence in DOCUMENTED.values())


def test_without_any_setting_the_portal_is_a_development_one(settings_of: dict[str, str]) -> None:
    settings = load(settings_of)
    assert (settings.production, settings.sqlite, settings.port) == (False, True, 8000)
    assert settings.base_url == "http://127.0.0.1:8000"


def test_an_empty_setting_is_no_setting(settings_of: dict[str, str]) -> None:
    empty = dict.fromkeys(set(DOCUMENTED) - {"PORTAL_DATA_DIR"}, "")
    assert load({**empty, **settings_of}).redis_url is None


def test_production_wants_its_own_secret(settings_of: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="SECRET_KEY must be set"):
        load({**settings_of, "PORTAL_ENV": "production"})


def test_production_wants_its_own_keys(settings_of: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="PORTAL_CONTACT_KEYS must be set"):
        load({**settings_of, "PORTAL_ENV": "production", "SECRET_KEY": LONG})


def test_a_development_secret_is_made_once_and_only_its_owner_reads_it(
    settings_of: dict[str, str], tmp_path: Path
) -> None:
    first, second = load(settings_of), load(settings_of)
    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_processes_that_start_together_find_the_folder_writable(
    settings_of: dict[str, str],
) -> None:
    kept = load(settings_of)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load(settings_of), range(400)))
    assert {each.data_dir for each in found} == {kept.data_dir}


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(SettingError, match="PORTAL_DATA_DIR cannot be written"):
        load({"PORTAL_DATA_DIR": str(file)})


def test_a_kept_secret_that_is_too_short_is_refused(
    settings_of: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "secret_key").write_text("short")
    with pytest.raises(SettingError, match="SECRET_KEY"):
        load(settings_of)
