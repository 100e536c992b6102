"""The columns of the tables of digital inclusion."""

from components.tables import TableColumn

# The portrait of one commune.
OF_COMMUNE = "/inclusion?territoire=commune:{commune_code}"

COMMUNE = TableColumn("name", "Commune", link=OF_COMMUNE)
# What joins a table to any other.
CODE = TableColumn("commune_code", "Code Insee")
EPCI = TableColumn("epci_name", "EPCI")
POPULATION = TableColumn("population", "Habitants", "number")
FRAGILITY = TableColumn("fragility", "Fragilité (sur 10)", "number", 1)
RANK = TableColumn("rank", "Rang", "number")
RANK_LOW = TableColumn("rank_low", "Rang au plus tôt", "number")
RANK_HIGH = TableColumn("rank_high", "Rang au plus tard", "number")
NEAREST = TableColumn("nearest_km", "Lieu le plus proche (km)", "number", 1)
FIBRE = TableColumn("fibre_pct", "Locaux à la fibre", "percent", 0)
FAST = TableColumn("from_30_mbit_pct", "Locaux à 30 Mbit/s ou plus", "percent", 0)

PORTRAIT = (
    TableColumn("label", "Mesure"),
    TableColumn("unit", "Unité"),
    TableColumn("value", "Ce territoire", "number", 1),
    TableColumn("reference_label", "Référence"),
    TableColumn("reference", "Valeur de la référence", "number", 1),
    TableColumn("peers_label", "Autre repère"),
    TableColumn("peers_median", "Valeur de ce repère", "number", 1),
    TableColumn("peers", "Territoires semblables", "number"),
)
CROSSED = (
    TableColumn("fragility_label", "Fragilité"),
    TableColumn("supply_label", "Distance à un lieu"),
    TableColumn("communes", "Communes", "number"),
    TableColumn("population", "Habitants", "number"),
    TableColumn("fragility_from", "Fragilité, de", "number", 1),
    TableColumn("fragility_to", "à (sur 10)", "number", 1),
    TableColumn("nearest_from_km", "Distance, de (km)", "number", 1),
    TableColumn("nearest_to_km", "à (km)", "number", 1),
)
COMMUNES = (
    COMMUNE,
    CODE,
    EPCI,
    POPULATION,
    FRAGILITY,
    RANK,
    RANK_LOW,
    RANK_HIGH,
    TableColumn("fragility_label", "Classe de fragilité"),
    TableColumn("places", "Lieux", "number"),
    TableColumn("places_per_10k", "Lieux pour 10\u202f000 hab.", "number", 1),
    NEAREST,
    TableColumn("nearest_open_km", "Lieu ouvert le plus proche (km)", "number", 1),
    FIBRE,
    FAST,
    TableColumn("uncovered_mobile_pct", "Sans couverture mobile", "percent", 1),
    TableColumn("aged_65_pct", "65 ans ou plus", "percent", 1),
    TableColumn("low_diploma_pct", "Peu ou pas diplômés", "percent", 1),
    TableColumn("poverty_pct", "Sous le seuil de pauvreté", "percent", 1),
)
LAYERS = (
    TableColumn("name", "Nom", link="{address}"),
    TableColumn("thing", "Commune ou lieu"),
    TableColumn("code", "Code Insee ou identifiant"),
    TableColumn("commune", "Commune"),
    POPULATION,
    FRAGILITY,
    RANK,
    RANK_LOW,
    RANK_HIGH,
    NEAREST,
    FAST,
    TableColumn("least_covered", "Cinquième le moins couvert", "yes_no"),
)
PLACED = (
    TableColumn("rank", "Ordre", "number"),
    TableColumn("commune", "Commune"),
    CODE,
    EPCI,
    TableColumn("gained_population", "Habitants de plus à portée", "number"),
    TableColumn("gained_demand", "Habitants pondérés par la fragilité", "number"),
    TableColumn("cumulative_population_share_pct", "Habitants à portée, cumul", "percent", 1),
    TableColumn("cumulative_demand_share_pct", "Poids de fragilité à portée, cumul", "percent", 1),
    TableColumn("communes_served", "Communes rapprochées", "number"),
    TableColumn("served_names", "Lesquelles"),
)
REACHED = (
    TableColumn("commune", "Commune", link=OF_COMMUNE),
    CODE,
    TableColumn("state_label", "Ce qu’elle devient"),
    POPULATION,
    FRAGILITY,
    TableColumn("demand", "Habitants pondérés par la fragilité", "number"),
    NEAREST,
    TableColumn("chosen_rank", "Lieu proposé, ordre", "number"),
)
