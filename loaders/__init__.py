"""The write side: everything that brings data in."""

import os

# polars' allocator gives memory back at once, which it reads when it is first imported. A million
# sessions then peak under 1 GB instead of 1.24, for 3 s more.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")
