"""Schedules in words."""

from data.lighting.burning import ALL_YEAR, EVERY_DAY, Reduction, Schedule
from data.lighting.schedule_words import schedule_words


def test_a_schedule_says_what_lights_and_what_lowers():
    off = Reduction(EVERY_DAY, *ALL_YEAR, 23 * 60, 5 * 60 + 30, 0.0)
    dimmed = Reduction("45", "06-01", "08-31", 22 * 60, 23 * 60, 50.0)
    words = schedule_words(Schedule("astronomic", reductions=(off, dimmed)))
    assert words == (
        "Du coucher au lever du soleil\u202f; éteint de 23\u00a0h à 5\u00a0h\u00a030\u202f; "
        "abaissé à 50\u202f% de 22\u00a0h à 23\u00a0h, les nuits de vendredi et samedi, "
        "du 1er juin au 31 août"
    )


def test_a_clock_and_one_night_a_week():
    off = Reduction("6", *ALL_YEAR, 0, 5 * 60, 0.0)
    words = schedule_words(Schedule("fixed", 18 * 60, 6 * 60, (off,)))
    assert words == (
        "Allumé de 18\u00a0h à 6\u00a0h\u202f; éteint de 0\u00a0h à 5\u00a0h, la nuit de dimanche"
    )
