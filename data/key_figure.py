"""A key figure: its value, what it is compared with, what is aimed at, and its terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.indicator import Target


@dataclass(frozen=True)
class KeyFigure:
    """A figure, the one it is compared with, and the terms of its formula."""

    key: str
    value: float | None
    before: float | None = None
    # The value over the days that have a counterpart: what `before` is compared with.
    comparable: float | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    target: Target | None = None

    @property
    def change_pct(self) -> float | None:
        """100 × (comparable − before) ÷ before; None without a positive counterpart."""
        if self.comparable is None or not self.before:
            return None
        return 100 * (self.comparable - self.before) / self.before
