"""The sources of public buildings, part of the declarative list of `loaders.sources`."""

from loaders.pipeline import Source

BUILDING_SOURCES: tuple[Source, ...] = ()
