"""A screen in a real browser, its server, and its clock."""

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.screens.staged import Staged
from tests.screens.wall import Wall


@pytest.fixture
def staged() -> Iterator[Staged]:
    """The server of one screen, running."""
    server = Staged()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def wall(browser: Chrome, staged: Staged) -> Iterator[Wall]:
    """A browser that will show that screen, as a machine started for the first time."""
    wall = Wall(browser, staged)
    yield wall
    wall.forget()
