"""What is being measured, told on the error output."""

import sys
import time

STARTED_S = time.monotonic()


def say(what: str) -> None:
    """One line: seconds since the start, and what begins."""
    print(f"[{time.monotonic() - STARTED_S:5.0f} s] {what}", file=sys.stderr, flush=True)
