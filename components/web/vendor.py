"""Fetch the browser files that the application ships: `python -m components.web.vendor`.

Run after changing a version below; needs npm. The files it writes are committed, so that running
the application needs Python only.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "assets" / "vendor"


@dataclass(frozen=True)
class Package:
    """An npm package at one version: the integrity npm publishes, and the files we keep."""

    name: str
    version: str
    integrity: str
    files: dict[str, str]


PACKAGES = (
    # The version must be the plotly.js that the installed plotly.py carries (a test compares).
    Package(
        "plotly.js",
        "4.1.1",
        "sha512-fYLAOj091/+M4h1rmtVIkRIpdkz5/P9IdNUeB9wKmCUyvewuUdlCYR5ryqDWP7Cb"
        "36Dn4EvSrs6YKvRJ9ukNdQ==",
        {
            "dist/plotly-cartesian.min.js": "plotly-cartesian.min.js",
            "dist/plotly-locale-fr.js": "plotly-locale-fr.js",
            "LICENSE": "plotly.LICENSE",
        },
    ),
    # The version that dash-bootstrap-components is written for (a test compares).
    Package(
        "bootstrap",
        "5.3.6",
        "sha512-jX0GAcRzvdwISuvArXn3m7KZscWWFAf1MKBcnzaN02qWMb3jpMoUX4/qgeiGzqyI"
        "b4ojulRzs89UCUmGcFSzTA==",
        {"dist/css/bootstrap.min.css": "bootstrap.min.css", "LICENSE": "bootstrap.LICENSE"},
    ),
)


def fetch(package: Package, folder: Path) -> None:
    """Write the kept files of `package` into `folder`; exit when the archive is not the one."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = _packed(package, Path(scratch))
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != package.integrity:
            sys.exit(f"{package.name} {package.version} : archive différente de l'empreinte notée.")
        with tarfile.open(archive) as content:
            for source, target in package.files.items():
                (folder / target).write_bytes(content.extractfile(f"package/{source}").read())


def _packed(package: Package, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


if __name__ == "__main__":
    VENDOR.mkdir(parents=True, exist_ok=True)
    for wanted in PACKAGES:
        fetch(wanted, VENDOR)
        print(f"{wanted.name} {wanted.version} : {', '.join(wanted.files.values())}")
