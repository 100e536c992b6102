"""Degree days: by how much, and how long, it is colder or warmer than a base, in K·day.

Two methods from the minimum Tn and maximum Tx of a day, never mixed in one comparison: that of
Météo-France, from (Tn + Tx) ÷ 2, and that of heating professionals (COSTIC), which counts the
cold hours of days that cross the base. The base is 18 °C for heating in both; 26 °C for cooling
is the default of this project. The coefficients of the second are those in use in the trade, not
read in an official text.
Every function takes arrays of one shape, in °C, and gives an array of that shape, in K·day per
day, never negative; a missing temperature (NaN) gives NaN.
"""

import numpy as np

HEATING_BASE_C, COOLING_BASE_C = 18.0, 26.0


def heating_meteo(tn: np.ndarray, tx: np.ndarray, base_c: float = HEATING_BASE_C) -> np.ndarray:
    """max(0, S − (Tn + Tx) ÷ 2)."""
    return heating_of_mean(_mean(tn, tx), base_c)


def cooling_meteo(tn: np.ndarray, tx: np.ndarray, base_c: float = COOLING_BASE_C) -> np.ndarray:
    """max(0, (Tn + Tx) ÷ 2 − S)."""
    return cooling_of_mean(_mean(tn, tx), base_c)


def heating_of_mean(tm: np.ndarray, base: float = HEATING_BASE_C) -> np.ndarray:
    """max(0, S − Tm), Tm the mean of the day however it was measured."""
    return np.maximum(base - np.asarray(tm, dtype=float), 0.0)


def cooling_of_mean(tm: np.ndarray, base: float = COOLING_BASE_C) -> np.ndarray:
    """max(0, Tm − S), Tm the mean of the day however it was measured."""
    return np.maximum(np.asarray(tm, dtype=float) - base, 0.0)


def heating_costic(tn: np.ndarray, tx: np.ndarray, base_c: float = HEATING_BASE_C) -> np.ndarray:
    """Degree days of heating professionals; a day of constant temperature counts as by Météo.

    S > Tx: S − (Tn + Tx) ÷ 2. S ≤ Tn: 0. Else (S − Tn) × (0.08 + 0.42 × (S − Tn) ÷ (Tx − Tn)).
    """
    tn, tx = np.broadcast_arrays(np.asarray(tn, dtype=float), np.asarray(tx, dtype=float))
    below = base_c - tn
    crossing = (below > 0) & (base_c <= tx)
    # A day that crosses the base has Tx > Tn: the quotient is not asked of the others.
    share = np.divide(below, tx - tn, out=np.zeros(tn.shape), where=crossing)
    return np.where(crossing, below * (0.08 + 0.42 * share), heating_meteo(tn, tx, base_c))


def cooling_costic(tn: np.ndarray, tx: np.ndarray, base_c: float = COOLING_BASE_C) -> np.ndarray:
    """The mirror of `heating_costic`: temperatures and base change sign, Tn and Tx change places.

    S < Tn: (Tn + Tx) ÷ 2 − S. S ≥ Tx: 0. Else (Tx − S) × (0.08 + 0.42 × (Tx − S) ÷ (Tx − Tn)).
    """
    tn, tx = np.asarray(tn, dtype=float), np.asarray(tx, dtype=float)
    return heating_costic(-tx, -tn, -base_c)


def _mean(tn: np.ndarray, tx: np.ndarray) -> np.ndarray:
    return (np.asarray(tn, dtype=float) + np.asarray(tx, dtype=float)) / 2
