"""How grave a fact about data is."""

from enum import IntEnum


class Severity(IntEnum):
    """INFO and WARNING leave a figure usable; BLOCKING does not."""

    INFO = 0
    WARNING = 1
    BLOCKING = 2
