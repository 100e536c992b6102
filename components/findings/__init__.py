"""One computed French sentence per chart, without invented causes: one module per theme."""
