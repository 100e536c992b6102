"""The indicators that only the sheets of communes show: totals made comparable by a size."""

from data.buildings.indicators import BUILDINGS
from data.footfall.indicators import FOOTFALL, WIFI_SOURCE
from data.inclusion.indicators import INCLUSION, PLACES
from data.indicator import Indicator
from data.lighting.indicators import LIGHTING

COMMUNE_INDICATORS = (
    Indicator(
        key="terminals_per_site_day",
        theme=FOOTFALL,
        label="Terminaux par site et par jour",
        short_label="Terminaux par site",
        unit="terminaux",
        decimals=0,
        definition="Terminaux connectés un jour sur un site de la commune, en moyenne des jours "
        "publiés de douze mois.",
        formula="{terminals} terminaux ÷ {site_days} journées de site publiées = "
        "{terminals_per_site_day}",
        source=WIFI_SOURCE,
        better_if="neither",
        caution="Les journées masquées, de moins de 11 terminaux, n’y sont pas\u00a0: quand elles "
        "sont plus nombreuses que les publiées, la moyenne tromperait et n’est pas donnée.",
    ),
    Indicator(
        key="building_eur_per_inhabitant",
        theme=BUILDINGS,
        label="Dépense d’énergie des bâtiments par habitant",
        short_label="Dépense d’énergie des bâtiments",
        unit="€ par habitant",
        decimals=1,
        definition="Dépense d’énergie, sans l’eau, des bâtiments suivis dans la commune, sur douze "
        "mois, rapportée à ses habitants.",
        formula="{building_eur} € ÷ {population} habitants = {building_eur_per_inhabitant} €",
        source="Relevés et factures des bâtiments suivis\u202f; population légale (Insee)",
        better_if="down",
        caution="Dépend du nombre de bâtiments suivis\u00a0: une piscine pèse sur la commune qui "
        "l’accueille, et un bâtiment qui n’est pas suivi ne compte pas.",
    ),
    Indicator(
        key="at_stake_eur_per_building",
        theme=BUILDINGS,
        label="Argent en jeu par bâtiment suivi",
        short_label="Argent en jeu par bâtiment",
        unit="€ par an",
        decimals=0,
        definition="Ce que coûteraient en un an les dérives et les fuites en cours si rien n’est "
        "fait, rapporté au nombre de bâtiments suivis dans la commune.",
        formula="{at_stake_eur} € par an ÷ {buildings} bâtiments = {at_stake_eur_per_building} €",
        source="Alertes calculées sur les relevés des bâtiments",
        better_if="down",
    ),
    Indicator(
        key="light_eur_per_inhabitant",
        theme=LIGHTING,
        label="Dépense d’éclairage par habitant",
        short_label="Dépense d’éclairage",
        unit="€ par habitant",
        decimals=1,
        definition="Factures d’éclairage public de douze mois, abonnement compris, rapportées aux "
        "habitants de la commune.",
        formula="{light_eur} € ÷ {population} habitants = {light_eur_per_inhabitant} €",
        source="Factures d’éclairage public\u202f; population légale (Insee)",
        better_if="down",
        caution="Une petite commune étendue éclaire plus de rues par habitant.",
    ),
    Indicator(
        key="inclusion_nearest_km",
        theme=INCLUSION,
        label="Distance au lieu d’aide le plus proche",
        short_label="Lieu le plus proche",
        unit="km",
        decimals=1,
        definition="Distance à vol d’oiseau de la mairie au lieu de médiation numérique le plus "
        "proche, dans la commune ou ailleurs.",
        formula="de la mairie au lieu = {inclusion_nearest_km} km",
        source=PLACES,
        better_if="down",
        caution="À vol d’oiseau\u00a0: la route est plus longue, d’un tiers environ.",
    ),
)
