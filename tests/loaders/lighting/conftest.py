"""Fixtures of the loads of lighting."""

import pytest

from loaders.lighting import lighting_rollup


@pytest.fixture
def without_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads that do not rebuild what screens read: it is a second each time."""
    monkeypatch.setattr(lighting_rollup, "rebuild", lambda connection, territory: None)
