"""The code that lets people write, and how many wrong ones are heard before it is shut for a while.

Wrong codes are counted by all the processes of a machine, in one small file beside what they share.
No address is kept: a wrong code is of one of 256 groups of addresses, which nobody can choose
without the code.
"""

import fcntl
import hashlib
import hmac
import re
import time
from pathlib import Path
from typing import IO

from data.settings import SECRET_LENGTH, Settings

# Sixty in ten minutes are three million a year: a code of eight digits holds some fifteen years.
PERIOD_S, MOST, MOST_OF_A_GROUP = 600, 60, 10
WRONG = re.compile(r"^(\d+) (\d+)$", re.MULTILINE)


def is_open(code: str) -> bool:
    """Whether follow-ups can be written: the operator has set a code."""
    return len(code) >= SECRET_LENGTH


def refusal(settings: Settings, given: str, client: str) -> str:
    """Why the code that someone gave from the address `client` opens nothing; empty when it does.

    SUIVI_FERME, SUIVI_CODE_FAUX, or SUIVI_TROP_D_ESSAIS, even for the right code, after
    MOST_OF_A_GROUP wrong ones of its group or MOST of all within PERIOD_S. Raises OSError when
    they cannot be counted.
    """
    if not is_open(settings.follow_up_code):
        return "SUIVI_FERME"
    code, group = settings.follow_up_code.encode(), _group(settings, client)
    path = Path(settings.web_cache_dir) / f"codes-{_place(settings)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        now_s = int(time.time())
        wrong = _wrong(file, now_s)
        if len(wrong) >= MOST or [one for _, one in wrong].count(group) >= MOST_OF_A_GROUP:
            return "SUIVI_TROP_D_ESSAIS"
        if hmac.compare_digest(code, given.strip().encode("utf-8", "replace")):
            return ""
        file.truncate(0)
        file.writelines(f"{at_s} {of}\n" for at_s, of in [*wrong, (now_s, group)])
    return "SUIVI_CODE_FAUX"


def _wrong(file: IO[str], now_s: int) -> list[tuple[int, int]]:
    """When each wrong code of the period was given, and by which group."""
    file.seek(0)
    found = [(int(at), int(group)) for at, group in WRONG.findall(file.read())]
    return [(at_s, group) for at_s, group in found if 0 <= now_s - at_s < PERIOD_S]


def _group(settings: Settings, client: str) -> int:
    """One of 256: what is left of an address."""
    key = hashlib.sha256(settings.follow_up_code.encode()).digest()
    return hmac.digest(key, client.encode("utf-8", "replace"), "sha256")[0]


def _place(settings: Settings) -> str:
    """Sites of other stores, or after another code, count for themselves."""
    own = f"{settings.database_url} {settings.follow_up_code}"
    return hashlib.sha256(own.encode()).hexdigest()[:12]
