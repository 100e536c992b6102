"""How each kind of place lives: its season, week, hours, weather, languages and visits.

The figures are ours, chosen to look like what tourist offices of the Loire valley describe. They
are simulation settings, not measurements.
"""

from dataclasses import dataclass

DAYTIME = (0,) * 8 + (1, 4, 9, 11, 9, 8, 11, 12, 10, 7, 3, 1, 1, 0, 0, 0)
TOWN = (0,) * 6 + (1, 2, 4, 6, 8, 9, 10, 8, 8, 8, 8, 9, 9, 8, 6, 5, 3, 1)
COMMUTE = (0,) * 5 + (2, 6, 12, 11, 6, 5, 5, 6, 5, 5, 5, 8, 12, 11, 7, 4, 3, 2, 1)
MORNING = (0,) * 7 + (3, 8, 13, 15, 13, 7, 3, 2, 2, 3, 3, 2, 1, 0, 0, 0, 0)
STAY = (0,) * 7 + (4, 8, 8, 6, 5, 5, 5, 5, 6, 8, 10, 11, 11, 10, 9, 6, 3)
RIDE = (0,) * 7 + (1, 3, 7, 11, 12, 11, 9, 9, 10, 10, 8, 5, 3, 1, 1, 0, 0)

VISITORS = {"en": 36, "de": 16, "nl": 13, "es": 11, "it": 8, "pt": 3, "pl": 3, "zh": 4, "ja": 3}
OUTDOOR = {"nl": 31, "de": 26, "en": 24, "es": 5, "it": 4, "da": 4, "pl": 3, "cs": 3}
EVERYDAY = {"en": 40, "es": 13, "pt": 13, "de": 8, "it": 7, "ar": 11, "pl": 4, "ru": 4}


@dataclass(frozen=True)
class Profile:
    """Factors on `peak_terminals`, and what one terminal does.

    season: January to December, 1 at the peak. week: Monday to Sunday. public_holiday, rain:
    factor on such a day. school_holiday: what the holiday of all three zones adds outside July
    and August, as a share. warmth: added per degree above the seasonal mean. dwell_min: median of
    a lognormal of spread dwell_spread. abroad: share of other languages than French in August.
    onward: share of terminals that go on to a second site. regular: share of consenting terminals
    that are regulars of the place.
    """

    season: tuple[float, ...]
    week: tuple[float, ...]
    hours: tuple[int, ...]
    public_holiday: float
    school_holiday: float
    rain: float
    warmth: float
    dwell_min: float
    dwell_spread: float
    languages: dict[str, int]
    abroad: float
    onward: float
    regular: float


PROFILES = {
    "Château": Profile(
        season=(0.18, 0.23, 0.34, 0.61, 0.71, 0.71, 0.94, 1.0, 0.62, 0.46, 0.26, 0.31),
        week=(0.87, 0.85, 0.90, 0.95, 0.95, 1.20, 1.28),
        hours=DAYTIME,
        public_holiday=1.25,
        school_holiday=0.35,
        rain=0.92,
        warmth=-0.008,
        dwell_min=96,
        dwell_spread=0.55,
        languages=VISITORS,
        abroad=0.61,
        onward=0.09,
        regular=0.06,
    ),
    "Parc zoologique": Profile(
        season=(0.24, 0.36, 0.42, 0.76, 0.79, 0.71, 0.96, 1.0, 0.56, 0.57, 0.29, 0.36),
        week=(0.85, 0.82, 0.95, 0.92, 0.95, 1.25, 1.26),
        hours=DAYTIME,
        public_holiday=1.25,
        school_holiday=0.45,
        rain=0.80,
        warmth=-0.006,
        dwell_min=265,
        dwell_spread=0.40,
        languages=VISITORS,
        abroad=0.32,
        onward=0.05,
        regular=0.07,
    ),
    "Musée": Profile(
        season=(0.38, 0.47, 0.54, 0.69, 0.74, 0.71, 0.90, 1.0, 0.71, 0.62, 0.46, 0.46),
        week=(0.85, 0.20, 1.00, 0.95, 1.00, 1.40, 1.60),
        hours=DAYTIME,
        public_holiday=0.60,
        school_holiday=0.30,
        rain=1.20,
        warmth=-0.012,
        dwell_min=62,
        dwell_spread=0.55,
        languages=VISITORS,
        abroad=0.44,
        onward=0.08,
        regular=0.07,
    ),
    "Centre-ville": Profile(
        season=(0.54, 0.56, 0.61, 0.71, 0.77, 0.81, 0.96, 1.0, 0.81, 0.69, 0.57, 0.66),
        week=(0.88, 0.90, 1.00, 0.97, 1.10, 1.32, 0.83),
        hours=TOWN,
        public_holiday=0.80,
        school_holiday=0.12,
        rain=0.82,
        warmth=0.010,
        dwell_min=37,
        dwell_spread=0.90,
        languages=VISITORS,
        abroad=0.37,
        onward=0.05,
        regular=0.34,
    ),
    "Marché et halle": Profile(
        season=(0.68, 0.69, 0.73, 0.82, 0.87, 0.88, 0.98, 1.0, 0.88, 0.81, 0.71, 0.79),
        week=(0.28, 0.34, 0.42, 0.42, 0.48, 0.85, 0.52),
        hours=MORNING,
        public_holiday=0.70,
        school_holiday=0.10,
        rain=0.80,
        warmth=0.008,
        dwell_min=27,
        dwell_spread=0.70,
        languages=VISITORS,
        abroad=0.24,
        onward=0.05,
        regular=0.40,
    ),
    "Office de tourisme": Profile(
        season=(0.22, 0.27, 0.36, 0.61, 0.69, 0.69, 0.95, 1.0, 0.66, 0.48, 0.27, 0.31),
        week=(0.98, 1.00, 1.00, 1.00, 1.05, 1.25, 0.72),
        hours=DAYTIME,
        public_holiday=0.90,
        school_holiday=0.25,
        rain=1.08,
        warmth=-0.006,
        dwell_min=13,
        dwell_spread=0.70,
        languages=VISITORS,
        abroad=0.56,
        onward=0.14,
        regular=0.04,
    ),
    "Gare": Profile(
        season=(0.87, 0.87, 0.90, 0.93, 0.93, 0.96, 1.0, 0.91, 0.96, 0.94, 0.91, 0.93),
        week=(1.12, 1.06, 1.06, 1.10, 1.28, 0.76, 0.82),
        hours=COMMUTE,
        public_holiday=0.68,
        school_holiday=-0.08,
        rain=1.02,
        warmth=0.0,
        dwell_min=12,
        dwell_spread=0.75,
        languages=EVERYDAY,
        abroad=0.21,
        onward=0.03,
        regular=0.62,
    ),
    "Parc et jardin": Profile(
        season=(0.24, 0.29, 0.48, 0.74, 0.93, 0.94, 0.97, 1.0, 0.79, 0.54, 0.28, 0.22),
        week=(0.80, 0.82, 1.00, 0.86, 0.92, 1.22, 1.48),
        hours=DAYTIME,
        public_holiday=1.25,
        school_holiday=0.25,
        rain=0.52,
        warmth=0.020,
        dwell_min=56,
        dwell_spread=0.65,
        languages=VISITORS,
        abroad=0.29,
        onward=0.05,
        regular=0.26,
    ),
    "Base de loisirs": Profile(
        season=(0.07, 0.08, 0.13, 0.28, 0.46, 0.67, 1.0, 0.98, 0.36, 0.15, 0.08, 0.06),
        week=(0.86, 0.84, 1.00, 0.88, 0.92, 1.20, 1.42),
        hours=DAYTIME,
        public_holiday=1.30,
        school_holiday=0.30,
        rain=0.42,
        warmth=0.050,
        dwell_min=140,
        dwell_spread=0.55,
        languages=OUTDOOR,
        abroad=0.23,
        onward=0.04,
        regular=0.22,
    ),
    "Camping": Profile(
        season=(0.04, 0.04, 0.05, 0.24, 0.39, 0.54, 0.97, 1.0, 0.37, 0.10, 0.04, 0.04),
        week=(0.98, 0.95, 0.95, 0.97, 1.05, 1.10, 1.00),
        hours=STAY,
        public_holiday=1.20,
        school_holiday=0.30,
        rain=0.94,
        warmth=0.012,
        dwell_min=150,
        dwell_spread=0.90,
        languages=OUTDOOR,
        abroad=0.63,
        onward=0.10,
        regular=0.55,
    ),
    "Halte vélo": Profile(
        season=(0.04, 0.07, 0.15, 0.42, 0.65, 0.73, 0.98, 1.0, 0.61, 0.26, 0.09, 0.06),
        week=(0.88, 0.88, 0.95, 0.95, 1.00, 1.18, 1.16),
        hours=RIDE,
        public_holiday=1.25,
        school_holiday=0.25,
        rain=0.45,
        warmth=0.025,
        dwell_min=24,
        dwell_spread=0.75,
        languages=OUTDOOR,
        abroad=0.57,
        onward=0.20,
        regular=0.05,
    ),
}
KINDS = tuple(PROFILES)
