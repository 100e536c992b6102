"""Services to compare with: those of the same density and of about the same number of customers."""

import numpy as np
import pandas as pd

# Fewer others than this are no reference.
LEAST_OTHERS = 3
# Customers at which a class of size begins.
SIZES = (1_000, 5_000, 20_000)


def size_class(customers: pd.Series) -> pd.Series:
    """0 to 3: under 1,000 customers, 5,000, 20,000, and more; NaN when not known."""
    sizes = pd.Series(np.searchsorted(SIZES, customers, side="right"), customers.index, float)
    return sizes.where(customers >= 0)


def peer_medians(services: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    """For each service, the median of each indicator over the others like it, and how many.

    One row a service: `density_class`, `customers` and the indicators. Same index; columns are the
    indicators and `peers`. NaN with fewer than LEAST_OTHERS known others; a service whose density
    or customers are not known is like no other.
    """
    groups = [services["density_class"], size_class(services["customers"])]
    medians = pd.DataFrame(np.nan, services.index, indicators)
    medians["peers"] = 0
    for _, group in services.groupby(groups):
        for row in group.index:
            others = group.drop(index=row)[indicators].astype(float)
            enough = others.notna().sum() >= LEAST_OTHERS
            medians.loc[row, indicators] = others.median().where(enough)
            medians.loc[row, "peers"] = len(others)
    return medians
