"""What ranks statements: one scale from 0 to 10, whatever is told.

Every weight is 10 × x ÷ (x + half): 0 for nothing, 5 at `half`, never quite 10. More money, a
larger change or a larger share therefore never weighs less.
"""

# What weighs 5 in a territory without inhabitants, and what each inhabitant adds to it, in € a
# year: 1 050 € in a village of 500, 96 000 € for a million people.
HALF_EUR, HALF_EUR_PER_INHABITANT = 1000.0, 0.10
# Times its usual variation that a change must reach to be told; there it weighs 5.
UNUSUAL = 2.0
# Money that nobody can count: no price is known.
UNPRICED = 3.0
MOST = 10.0


def _scaled(amount: float, half: float) -> float:
    return MOST * amount / (amount + half)


def of_money(eur_year: float | None, population: int) -> float:
    """Euros a year, of either sign, against the size of the territory; UNPRICED when unknown."""
    if eur_year is None:
        return UNPRICED
    return _scaled(abs(eur_year), HALF_EUR + HALF_EUR_PER_INHABITANT * population)


def of_change(deviations: float) -> float:
    """A change in units of its usual variation."""
    return _scaled(abs(deviations), UNUSUAL)


def of_share(share_pct: float, half_pct: float) -> float:
    """A share of what there is, which weighs 5 at `half_pct`."""
    return _scaled(share_pct, half_pct)
