"""Fixtures of the loads of water."""

import pytest

from loaders.water import water_rollup


@pytest.fixture
def without_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads that do not rebuild what screens read: it is a second each time."""
    monkeypatch.setattr(water_rollup, "rebuild", lambda connection, territory: None)
