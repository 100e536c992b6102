"""Measures loads, queries, serving and pages beside the targets; `make bench`."""
