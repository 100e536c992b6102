"""The sources of digital inclusion, part of the declarative list of `loaders.sources`."""

from loaders.pipeline import Source

THEME = "inclusion"

INCLUSION_SOURCES: tuple[Source, ...] = ()
