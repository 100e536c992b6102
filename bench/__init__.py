"""Measures of loads, queries, serving and pages: `python -m bench`."""

# First of all: it sets up the allocator of polars as the command line does.
import loaders  # noqa: F401
