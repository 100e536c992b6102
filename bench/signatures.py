"""How long the energy signatures of a whole territory take, and whether they are the true ones."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from bench.progress import say
from bench.report import Measure, Part, Table
from components.formats import number
from data.buildings import signature
from data.buildings.change_points import MODELS
from data.buildings.signature import Signatures

METERS, DAYS = 10_000, 3 * 365 + 1
NOISE, MISSING = 0.10, 0.05
SEED = 7
WHAT = f"{number(METERS)} compteurs sur {number(DAYS)} jours"


def measure(_folder: Path) -> Part:
    """The signatures of ten thousand meters over three years, in a process of its own."""
    say(f"signatures : {WHAT}")
    command = [sys.executable, "-m", "bench.signatures"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    outcome = json.loads(done.stdout)
    measures = [
        Measure("signatures_s", outcome["elapsed_s"], WHAT),
        Measure("signatures_mb", outcome["peak_mb"], WHAT),
    ]
    return Part("Signatures énergétiques", [_table(outcome)], measures)


def _table(outcome: dict[str, float]) -> Table:
    note = (
        f"{WHAT}, simulés : quatre modèles à parts égales, bruit de {number(100 * NOISE)} % et "
        f"{number(100 * MISSING)} % de jours manquants. Un processus neuf ; la mémoire est son "
        "maximum, données comprises. Les écarts sont ceux de neuf chauffages sur dix, en valeur "
        "absolue."
    )
    header = ("s", "Mo", "modèle retrouvé (%)", "seuil de chauffage (°C)", "pente (%)")
    row = (
        number(outcome["elapsed_s"], 1),
        number(outcome["peak_mb"]),
        number(outcome["found_pct"], 1),
        number(outcome["balance_error_c"], 2),
        number(outcome["slope_error_pct"], 1),
    )
    return Table("Durée et justesse", note, header, [row])


def main() -> None:
    """Fit simulated meters; print the duration, the memory and the errors as JSON."""
    random = np.random.default_rng(SEED)
    temperature_c, true = _weather(random), _laws(random)
    per_day = signature.predict(true, temperature_c)
    per_day *= random.normal(1, NOISE, per_day.shape)
    per_day[random.random(per_day.shape) < MISSING] = np.nan
    started = time.perf_counter()
    found = signature.fit(temperature_c, per_day)
    elapsed_s = time.perf_counter() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps({"elapsed_s": elapsed_s, "peak_mb": peak_mb} | _errors(true, found)))


def _weather(random: np.random.Generator) -> np.ndarray:
    """Daily means: seasons, and spells of a few days."""
    spells = np.convolve(random.normal(0, 2.5, DAYS + 9), 0.7 ** np.arange(10), "valid")
    return 12.5 - 8 * np.cos(2 * np.pi * (np.arange(DAYS) - 15) / 365.25) + spells


def _laws(random: np.random.Generator) -> Signatures:
    """As many meters of each model; bases from 20 to 200 kWh per day."""
    model = np.array(MODELS)[np.arange(METERS) % len(MODELS)]
    heated, cooled = np.isin(model, ("3PH", "5P")), np.isin(model, ("3PC", "5P"))
    return Signatures(
        model,
        random.uniform(20, 200, METERS),
        heated * random.uniform(2, 30, METERS),
        random.uniform(14, 18, METERS),
        cooled * random.uniform(5, 30, METERS),
        random.uniform(19, 22, METERS),
        *[np.full(METERS, np.nan)] * 4,
    )


def _errors(true: Signatures, found: Signatures) -> dict[str, float]:
    same = found.model == true.model
    heated = same & (true.heating_per_k_d > 0)
    balance_c = np.abs(found.heating_balance_c - true.heating_balance_c)[heated]
    slope = found.heating_per_k_d[heated] / true.heating_per_k_d[heated] - 1
    return {
        "found_pct": 100 * same.mean(),
        "balance_error_c": np.percentile(balance_c, 90),
        "slope_error_pct": 100 * np.percentile(np.abs(slope), 90),
    }


if __name__ == "__main__":
    main()
