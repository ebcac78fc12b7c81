"""The built style sheets and scripts: ours alone, mirrored, and built once."""

import json
import re
import shutil
from pathlib import Path

import pytest

from portal.web import assets_build

ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9]", re.IGNORECASE)
CHEVRON = re.compile(r"\.nhsuk-back-link::before\{([^}]*position:absolute[^}]*)\}")


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    assets_build.build()
    return json.loads((assets_build.TARGET / "manifest.json").read_text())


@pytest.fixture(scope="module")
def styles(names) -> dict[str, str]:
    return {
        name: (assets_build.TARGET / names[name]).read_text() for name in names if "css" in name
    }


def test_every_name_of_the_manifest_is_a_file(names):
    assert {"portal.css", "portal.rtl.css", "portal.js"} <= set(names)
    for hashed in names.values():
        assert (assets_build.TARGET / hashed).is_file()


def test_style_sheets_carry_the_hash_of_their_content(names):
    for name in ("portal.css", "portal.rtl.css"):
        assert re.search(r"\.[0-9a-f]{12}\.css$", names[name])


def test_the_markup_and_the_styles_are_of_the_same_release(styles):
    for css in styles.values():
        assert re.search(r'--nhsuk-frontend-version:\s*"10\.6\.1"', css)


def test_nothing_is_fetched_from_elsewhere(styles):
    for css in styles.values():
        for target in re.findall(r"url\(([^)]*)\)", css) + re.findall(r"@import([^;]*);", css):
            assert not ADDRESS.search(target), target


def test_the_licensed_typeface_is_not_used(styles):
    for css in styles.values():
        assert "frutiger" not in css.lower()
        assert "@font-face" not in css


def test_the_right_to_left_styles_are_mirrored(styles):
    plain = CHEVRON.search(styles["portal.css"])
    mirrored = CHEVRON.search(styles["portal.rtl.css"])
    assert plain and mirrored
    assert ";left:0" in plain.group(1)
    assert ";right:0" in mirrored.group(1)


def test_the_script_imports_a_file_that_was_built(names):
    script = (assets_build.TARGET / names["portal.js"]).read_text()
    imported = re.findall(r"""from\s*["']\./([^"']+)["']""", script)
    assert imported
    assert all((assets_build.TARGET / name).is_file() for name in imported)


def test_a_second_run_does_nothing(names, monkeypatch):
    monkeypatch.setattr(assets_build, "_run", lambda *_: pytest.fail("a tool was started"))
    assert assets_build.build() is False


def test_a_changed_source_is_noticed(tmp_path, monkeypatch):
    before = assets_build._inputs()
    copy = Path(shutil.copytree(assets_build.FRONTEND, tmp_path / "frontend"))
    (copy / "portal.scss").write_text(".changed { color: #000; }")
    monkeypatch.setattr(assets_build, "FRONTEND", copy)
    assert assets_build._inputs() != before


def test_a_failed_step_is_told_in_one_sentence(monkeypatch):
    def fail() -> bool:
        raise assets_build.BuildFailed("sass said: no such file")

    monkeypatch.setattr(assets_build, "build", fail)
    with pytest.raises(SystemExit, match=r"^The assets could not be built: sass said"):
        assets_build.main()


def test_no_file_names_a_registry():
    for name in ("package.json", "package-lock.json", ".npmrc"):
        text = (assets_build.ROOT / name).read_text()
        assert '"resolved"' not in text
        assert "registry=" not in text
