"""`python -m bench [PART…]`: the parts asked for (PARTS), or all of them."""

import argparse
import importlib
import os
import platform
import signal
import sys
import tempfile
from pathlib import Path

from bench.progress import say
from bench.report import REPORT, whole_report
from components.formats import number

# What is asked for: the module that measures it.
PARTS = {
    "loads": "loads",
    "queries": "queries",
    "buildings": "buildings",
    "water": "water",
    "serving": "serving",
    "pages": "pages",
    "first": "first_visit",
    "signatures": "signatures",
    "drifts": "proof_drift",
    "savings": "proof_savings",
    "leaks": "proof_sectors",
    "sensors": "proof_sensors",
    "matching": "proof_matching",
    "affluence": "proof_affluence",
    "simulator": "simulator",
}


def main() -> int:
    """Measure the parts asked for; print the report and keep it in var/bench."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Mesures de Gabare")
    parser.add_argument("parts", nargs="*", metavar="|".join(PARTS), help="toutes par défaut")
    asked = parser.parse_args().parts or PARTS
    if unknown := set(asked) - PARTS.keys():
        parser.error(f"partie inconnue : {', '.join(sorted(unknown))}")
    # An ended run stops its servers as an interrupted one does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="gabare-bench-") as folder:
        found = [
            importlib.import_module(f"bench.{PARTS[part]}").measure(Path(folder)) for part in asked
        ]
    report = whole_report(found, _machine())
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(report, encoding="utf-8")
    print(report)
    say(f"rapport écrit dans {REPORT}")
    return 0


def _machine() -> str:
    """What the figures depend on; a load above the number of cores makes every duration longer."""
    memory_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return (
        f"Machine : {os.cpu_count()} cœurs, {number(memory_gb)} Go de mémoire, "
        f"Python {platform.python_version()}. "
        f"Charge moyenne à la fin : {number(os.getloadavg()[0], 1)}."
    )


if __name__ == "__main__":
    sys.exit(main())
