"""What tests of water share."""

import pytest

from data import db
from data.settings import Settings


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator has opened the meters of customers."""
    monkeypatch.setattr(db, "_current", (Settings(customer_detail=True), None))
