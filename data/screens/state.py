"""What a public screen shows at an instant, in each of its languages, as JSON can hold it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine

from data.cache import data_version
from data.screens.queries import screen
from data.screens.slides import affluence, calm, fact, help, message, week
from data.screens.slides.reasons import REASONS
from data.screens.slides.slide import LeftOut, Moment, Slide
from data.screens.texts import voice
from data.screens.vocabulary import AFFLUENCE, CALM, FACT, HELP, MESSAGE, WEEK

TELL: Mapping[str, Callable[[Moment], Slide | LeftOut]] = {
    AFFLUENCE: affluence.tell,
    CALM: calm.tell,
    WEEK: week.tell,
    MESSAGE: message.tell,
    HELP: help.tell,
    FACT: fact.tell,
}
# The themes that each slide reads.
THEMES = {
    AFFLUENCE: ("footfall",),
    CALM: ("footfall",),
    WEEK: ("footfall",),
    MESSAGE: ("footfall",),
    HELP: ("inclusion",),
    FACT: ("lighting", "water"),
}
VALID_FOR = timedelta(hours=24)
State = dict[str, object]


def state(engine: Engine, screen_id: str, now: datetime) -> State:
    """The state of a screen at an instant (aware), all but its `version`.

    A slide that has nothing to say is left out. Raises UnknownScreen.
    """
    moment = Moment(engine, screen(engine, screen_id), now)
    shown = moment.screen
    voices = [voice(code) for code in shown.languages]
    slides = [
        {
            "kind": kind,
            "seconds": seconds,
            "data_at_s": slide.data_at_s,
            "valid_until_s": slide.valid_until_s,
            "content": {one.code: slide.content(one) for one in voices},
        }
        for kind, seconds, slide in _told(moment)
        if isinstance(slide, Slide)
    ]
    return {
        "data_version": data_version(engine),
        "at_s": moment.now_s,
        "screen": {
            "id": shown.screen_id,
            "name": shown.name,
            "orientation": shown.orientation,
            "languages": list(shown.languages),
            "standby": list(shown.standby) if shown.standby else None,
            "simulated": _is_simulated(moment, [one["kind"] for one in slides]),
        },
        "valid_until_s": int((now + VALID_FOR).timestamp()),
        "slides": slides,
        # The levels too: the client has a key to draw.
        "words": {
            one.code: {**one.catalogue["words"], **one.catalogue["levels"]} for one in voices
        },
    }


def left_out(engine: Engine, screen_id: str, now: datetime) -> dict[str, str]:
    """The slides of a screen that have nothing to say at an instant, and why, in French."""
    moment = Moment(engine, screen(engine, screen_id), now)
    return {
        kind: REASONS[slide.reason]
        for kind, _seconds, slide in _told(moment)
        if isinstance(slide, LeftOut)
    }


def _told(moment: Moment) -> list[tuple[str, int, Slide | LeftOut]]:
    return [(kind, seconds, TELL[kind](moment)) for kind, seconds in moment.screen.slides]


def _is_simulated(moment: Moment, kinds: list[str]) -> bool:
    """Whether the screen, or anything of the themes that its slides read, is simulated."""
    themes = {theme for kind in kinds for theme in THEMES[kind]}
    return moment.screen.simulated or any(
        simulated for theme, (_at, simulated) in moment.loaded.items() if theme in themes
    )
