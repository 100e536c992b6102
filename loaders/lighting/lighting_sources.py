"""The sources of public lighting, part of the declarative list of `loaders.sources`."""

from loaders.pipeline import Source

LIGHTING_SOURCES: tuple[Source, ...] = ()
