"""Make the browser files that the application ships: `python -m components.web.vendor`.

To be run after a change in assets/vendor/package.json or plotly-charts.js; needs npm. What it
writes is committed, so that running the application needs Python only. The versions and the
integrity of every package are in package-lock.json.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from components.web.stylesheet import used_rules

VENDOR = Path(__file__).parents[2] / "assets" / "vendor"
SOURCES = ("package.json", "package-lock.json", "plotly-charts.js")
COPIED = {
    "bootstrap/LICENSE": "bootstrap.LICENSE",
    "plotly.js/LICENSE": "plotly.LICENSE",
}
STYLESHEET = "bootstrap.min.css"
BUNDLE = "plotly-charts.min.js"


def pinned_versions() -> dict[str, str]:
    """The npm packages that the files come from, with their exact versions."""
    return json.loads((VENDOR / "package.json").read_text())["dependencies"]


def make() -> None:
    """Install the locked packages aside, copy what is used of them, build the plotly bundle."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for source in SOURCES:
            shutil.copy(VENDOR / source, scratch)
        _run(scratch, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        _run(scratch, "npx", "--no-install", "esbuild", *_build_options())
        for source, target in COPIED.items():
            shutil.copy(scratch / "node_modules" / source, VENDOR / target)
        whole = scratch / "node_modules" / "bootstrap" / "dist" / "css" / STYLESHEET
        (VENDOR / STYLESHEET).write_text(used_rules(whole.read_text(encoding="utf-8")))
        for made in (BUNDLE, f"{BUNDLE}.LEGAL.txt"):
            shutil.copy(scratch / made, VENDOR)


def _build_options() -> list[str]:
    banner = f"/* plotly.js {pinned_versions()['plotly.js']}, part of: see plotly.LICENSE */"
    return [
        "plotly-charts.js",
        "--bundle",
        "--minify",
        "--format=iife",
        "--global-name=Plotly",
        # As plotly.js builds itself (its esbuild-config.js).
        "--target=es2016",
        "--define:global=window",
        "--define:define.amd=false",
        "--legal-comments=external",
        f"--banner:js={banner}",
        f"--outfile={BUNDLE}",
        "--log-level=error",
    ]


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    make()
    for package, version in pinned_versions().items():
        print(f"{package} {version}")
