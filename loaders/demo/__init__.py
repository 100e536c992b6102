"""The simulated demonstration store."""

from loaders.demo.build import build
from loaders.demo.real_inclusion import build_with_real_inclusion

__all__ = ["build", "build_with_real_inclusion"]
