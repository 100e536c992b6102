"""The simulated demonstration store."""

from loaders.demo.build import build

__all__ = ["build"]
