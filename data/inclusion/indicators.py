"""The indicators of digital inclusion."""

from data.indicator import Indicator

INCLUSION = "inclusion"
PLACES = "Lieux de médiation, France services, conseillers numériques, Aidants Connect"
INGREDIENTS = "Ingrédients de fragilité par commune"

INCLUSION_INDICATORS = (
    Indicator(
        key="inclusion_far_population",
        theme=INCLUSION,
        label="Habitants loin d’un lieu d’aide",
        short_label="Habitants loin",
        unit="",
        decimals=0,
        definition="Population des communes dont la mairie est à plus de dix kilomètres, à vol "
        "d’oiseau, du lieu de médiation le plus proche.",
        formula="somme de {far_communes} communes = {inclusion_far_population} habitants",
        source=PLACES,
        better_if="down",
        aim="level",
        caution="Distance à vol d’oiseau, de mairie à lieu\u00a0: la route est plus longue.",
    ),
    Indicator(
        key="inclusion_far_share_pct",
        theme=INCLUSION,
        label="Part des habitants loin d’un lieu d’aide",
        short_label="Part loin",
        unit="%",
        decimals=1,
        definition="Habitants loin d’un lieu d’aide, rapportés à la population du territoire.",
        formula="100 × {inclusion_far_population} habitants loin ÷ {population} habitants = "
        "{inclusion_far_share_pct} %",
        source=PLACES,
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="inclusion_places",
        theme=INCLUSION,
        label="Lieux de médiation numérique",
        short_label="Lieux",
        unit="",
        decimals=0,
        definition="Lieux connus d’au moins une source, chacun compté une fois.",
        formula="{records} fiches regroupées en {inclusion_places} lieux",
        source=PLACES,
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="inclusion_places_per_10k",
        theme=INCLUSION,
        label="Lieux pour 10\u202f000 habitants",
        short_label="Lieux pour 10\u202f000",
        unit="",
        decimals=1,
        definition="Lieux de médiation rapportés à la population.",
        formula="10\u202f000 × {inclusion_places} lieux ÷ {population} habitants = "
        "{inclusion_places_per_10k}",
        source=PLACES,
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="inclusion_fragility",
        theme=INCLUSION,
        label="Fragilité numérique recalculée",
        short_label="Fragilité",
        unit="sur 10",
        decimals=1,
        definition="Moyenne, pondérée par la population, du score de 0 à 10 des communes. Ce "
        "score est recalculé\u00a0: ce n’est pas l’indice publié par la MedNum.",
        formula="moyenne de {scored_communes} communes = {inclusion_fragility} sur 10",
        source=INGREDIENTS,
        better_if="down",
        caution="Score relatif\u00a0: il classe les communes entre elles, il ne mesure pas une "
        "quantité.",
    ),
    Indicator(
        key="inclusion_outdated_share_pct",
        theme=INCLUSION,
        label="Fiches de lieux à revoir",
        short_label="Fiches à revoir",
        unit="%",
        decimals=0,
        definition="Lieux dont la fiche a plus de dix-huit mois, ou pas de date.",
        formula="100 × {outdated} fiches à revoir ÷ {inclusion_places} lieux = "
        "{inclusion_outdated_share_pct} %",
        source=PLACES,
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="inclusion_accompaniments",
        theme=INCLUSION,
        label="Accompagnements",
        short_label="Accompagnements",
        unit="",
        decimals=0,
        definition="Somme des accompagnements déclarés sur les mois de la période, non du nombre "
        "de lignes.",
        formula="somme de {months} mois et {active_places} lieux = {inclusion_accompaniments}",
        source="Activité déclarée (Coop de la médiation numérique)",
        better_if="up",
        aim="year",
    ),
    Indicator(
        key="inclusion_fibre_pct",
        theme=INCLUSION,
        label="Locaux raccordables à la fibre",
        short_label="Fibre",
        unit="%",
        decimals=0,
        definition="Locaux éligibles à 1 Gbit/s ou plus, rapportés à tous les locaux.",
        formula="100 × {fibre_premises} locaux raccordables ÷ {premises} locaux = "
        "{inclusion_fibre_pct} %",
        source="Arcep, éligibilité par commune",
        better_if="up",
        aim="level",
    ),
)
