"""Everything visible: pure functions without I/O."""
