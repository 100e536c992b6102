"""What a kind of public building consumes and when: the settings of the simulation."""

from dataclasses import dataclass

OFFICE_WEEK = (1.0, 1.0, 1.0, 1.0, 1.0, 0.12, 0.0)
SCHOOL_WEEK = (1.0, 1.0, 0.55, 1.0, 1.0, 0.0, 0.0)
CLUB_WEEK = (0.8, 0.85, 1.0, 0.85, 0.9, 1.0, 0.75)
FEAST_WEEK = (0.15, 0.2, 0.25, 0.25, 0.6, 1.0, 0.8)
VISIT_WEEK = (0.5, 0.8, 1.0, 0.8, 1.0, 1.0, 0.3)


@dataclass(frozen=True)
class BuildingKind:
    """A kind of building: how many of 400, its size, its energy per m² and year, its rhythm.

    Electricity is without heating; heating is of the final energy in a normal year, of which
    `hot_water` is the same all year round. `week`, `school_holiday` and `summer` multiply the
    presence of an ordinary day; `base` is what is used without anybody. `opens_h`, `closes_h` are
    those of open days.
    """

    count: int
    floor_m2: float
    electricity_kwh_m2: float
    heating_kwh_m2: float
    hot_water: float
    balance_c: float
    water_m3_m2: float
    week: tuple[float, ...]
    school_holiday: float
    summer: float
    base: float
    setback: float
    opens_h: float
    closes_h: float


# kind: count, m², kWh/m² of electricity, of heating, hot water, balance °C, m³/m², week,
# school holidays, July and August, base, heating of closed days, opening and closing hour
BUILDING_KINDS = {
    kind: BuildingKind(*settings)
    for kind, settings in {
        "mairie": (70, 520, 32, 88, 0.03, 16.5, 0.16, OFFICE_WEEK, 0.9, 0.8, 0.4, 0.8, 8.5, 17.5),
        "ecole": (92, 1150, 22, 92, 0.05, 16.0, 0.32, SCHOOL_WEEK, 0.15, 0.1, 0.3, 0.65, 8, 18),
        "creche": (16, 420, 48, 105, 0.14, 17.0, 0.9, OFFICE_WEEK, 0.8, 0.6, 0.35, 0.75, 7.5, 18.5),
        "college": (9, 6200, 26, 74, 0.06, 16.0, 0.3, SCHOOL_WEEK, 0.15, 0.1, 0.35, 0.65, 7.5, 18),
        "gymnase": (36, 1650, 28, 78, 0.12, 14.5, 0.38, CLUB_WEEK, 0.5, 0.35, 0.35, 0.85, 8, 22.5),
        "piscine": (8, 2300, 190, 430, 0.55, 23.0, 9.5, CLUB_WEEK, 1.1, 1.0, 0.65, 1.0, 7, 21),
        "salle": (60, 480, 21, 66, 0.04, 15.0, 0.3, FEAST_WEEK, 1.0, 0.9, 0.35, 0.7, 9, 23.5),
        "mediatheque": (
            24,
            640,
            42,
            82,
            0.02,
            16.0,
            0.14,
            VISIT_WEEK,
            0.9,
            0.75,
            0.4,
            0.8,
            9,
            18.5,
        ),
        "musee": (7, 1450, 48, 92, 0.02, 17.0, 0.2, VISIT_WEEK, 1.3, 1.4, 0.5, 0.95, 9, 18.5),
        "bureaux": (20, 1250, 52, 76, 0.02, 16.0, 0.28, OFFICE_WEEK, 0.9, 0.8, 0.4, 0.75, 8, 19),
        "atelier": (28, 720, 24, 62, 0.05, 13.5, 0.55, OFFICE_WEEK, 0.95, 0.85, 0.4, 0.7, 7, 17),
        "sante": (16, 820, 46, 104, 0.1, 17.0, 0.7, OFFICE_WEEK, 0.95, 0.9, 0.4, 0.85, 8, 19.5),
        "eglise": (12, 460, 9, 26, 0.0, 11.0, 0.0, FEAST_WEEK, 1.0, 1.0, 0.5, 0.4, 9, 18),
        "autre": (2, 600, 30, 75, 0.04, 16.0, 0.3, OFFICE_WEEK, 0.9, 0.8, 0.4, 0.8, 8, 18),
    }.items()
}

# kind: the name without and with that of a person (the great facilities of towns have one)
NAMES = {
    "mairie": ("Mairie",),
    "ecole": ("École élémentaire", "École maternelle", "Groupe scolaire"),
    "creche": ("Multi-accueil", "Crèche"),
    "college": ("Collège", "Lycée"),
    "gymnase": ("Gymnase", "Complexe sportif", "Dojo"),
    "piscine": ("Piscine", "Centre aquatique"),
    "salle": ("Salle des fêtes", "Salle polyvalente", "Foyer rural"),
    "mediatheque": ("Médiathèque", "Bibliothèque"),
    "musee": ("Musée", "Maison du patrimoine"),
    "bureaux": ("Hôtel communautaire", "Centre administratif", "Maison des services"),
    "atelier": ("Ateliers municipaux", "Centre technique"),
    "sante": ("Maison de santé", "Centre social", "Résidence autonomie"),
    "eglise": ("Église",),
    "autre": ("Maison des associations", "Pépinière d’entreprises"),
}
PERSONS = (
    "Jules-Ferry", "Jean-Moulin", "Simone-Veil", "Marie-Curie", "Victor-Hugo", "Paul-Bert",
    "Jean-Jaurès", "George-Sand", "Louis-Pasteur", "Jacques-Prévert", "Anatole-France",
    "Joséphine-Baker", "Honoré-de-Balzac", "Pierre-de-Ronsard", "François-Rabelais",
    "Lucie-Aubrac", "Olympe-de-Gouges", "Jules-Verne", "Alfred-de-Vigny", "Michelet",
    "Émile-Zola", "Rosa-Parks", "Colette", "Maryse-Bastié", "Gustave-Eiffel", "Léon-Blum",
    "Aimé-Césaire", "Molière", "Charles-Péguy", "Denis-Papin",
)  # fmt: skip
SAINTS = ("Saint-Martin", "Notre-Dame", "Saint-Pierre", "Saint-Étienne", "Saint-Nicolas")
QUARTERS = ("Nord", "Sud", "Est", "Ouest", "Centre")
# Kinds that bear a person's name, in towns and wherever a commune has several.
PERSON_KINDS = ("ecole", "college", "gymnase", "mediatheque", "salle", "creche")

# A commune under this number of inhabitants has none.
LEAST_POPULATION = {
    "creche": 1500, "college": 3500, "gymnase": 1200, "piscine": 4500, "mediatheque": 900,
    "musee": 1500, "bureaux": 3000, "sante": 1200,
}  # fmt: skip
# Hours of which nobody keeps a list.
WITHOUT_HOURS = ("eglise", "atelier", "autre")
