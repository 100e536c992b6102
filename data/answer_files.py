"""Answers kept as files, in a folder that does not grow beyond a number of them."""

import os
from typing import Any

from flask_caching.backends.filesystemcache import FileSystemCache

MOST_FILES = 5000
# The folder is looked at once for so many writings: reading it takes as long as some of them.
WRITINGS = 250


class AnswerFiles(FileSystemCache):
    """The files of the library, with another way to make room.

    Once a folder is full, the library reads all of its files before each writing, to take one
    away: up to a second for each answer. Here the oldest quarter goes at once, and with it what
    a full disk left half written.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # No threshold for the library: it neither counts nor takes away.
        super().__init__(*arguments, **options | {"threshold": 0})
        self._writings = 0

    def _prune(self) -> None:
        """What the library does before each writing."""
        # Someone may have emptied the place of all caches.
        os.makedirs(self._path, exist_ok=True)
        self._writings += 1
        if self._writings % WRITINGS == 1:
            self._make_room()

    def _make_room(self) -> None:
        # When two workers do it at once, one misses a file and stops: the other goes on.
        with os.scandir(self._path) as entries:
            aged = sorted((entry.stat().st_mtime, entry.path) for entry in entries)
        if len(aged) > MOST_FILES:
            for _written_s, path in aged[: -3 * MOST_FILES // 4]:
                os.remove(path)
