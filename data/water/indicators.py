"""The indicators of water."""

from data.indicator import Indicator

WATER = "water"
FLOWS = "Débits des sectorisations"
VOLUMES = "Volumes annuels et variables officielles des services"

WATER_INDICATORS = (
    Indicator(
        key="water_leaks",
        theme=WATER,
        label="Fuites en cours, réseau et abonnés",
        short_label="Fuites",
        unit="",
        decimals=0,
        definition="Fuites et suspicions de fuite ouvertes des secteurs suivis. Un secteur sans "
        "assez de passé n’est pas suivi\u00a0: il n’est pas compté sans fuite.",
        formula="{sector_leaks} de secteurs + {customer_leaks} chez des abonnés = {water_leaks}",
        source=FLOWS,
        better_if="down",
    ),
    Indicator(
        key="water_leak_m3_h",
        theme=WATER,
        label="Débit des fuites du réseau",
        short_label="Débit perdu",
        unit="m³/h",
        decimals=1,
        definition="Somme des débits estimés des fuites ouvertes des secteurs.",
        formula="somme de {sector_leaks} fuites = {water_leak_m3_h} m³/h",
        source=FLOWS,
        better_if="down",
        caution="Une estimation\u00a0: chaque fuite est donnée avec son intervalle.",
    ),
    Indicator(
        key="water_leak_eur_year",
        theme=WATER,
        label="Coût des fuites du réseau en un an, si rien n’est fait",
        short_label="Coût des fuites",
        unit="€ par an",
        decimals=0,
        definition="Débit de chaque fuite ouverte d’un secteur, multiplié par les heures d’une "
        "année et par le prix de revient du m³.",
        formula="{water_leak_m3_h} m³/h × 8\u202f760 h × {eur_per_m3} € = {water_leak_eur_year} €",
        source=FLOWS,
        better_if="down",
        caution="Prix de revient indicatif tant que le service n’a pas chargé le sien.",
    ),
    Indicator(
        key="water_yield_pct",
        theme=WATER,
        label="Rendement du réseau",
        short_label="Rendement",
        unit="%",
        decimals=1,
        definition="Part de l’eau introduite dans le réseau qui est consommée ou vendue. "
        "Les volumes des services s’ajoutent\u00a0; leurs rendements ne se moyennent pas.",
        formula="100 × ({authorised_m3} m³ consommés autorisés + {exported_m3} m³ vendus) ÷ "
        "({produced_m3} m³ produits + {imported_m3} m³ achetés) = {water_yield_pct} %",
        source=VOLUMES,
        official_code="P104.3",
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="water_loss_index",
        theme=WATER,
        label="Indice linéaire de pertes",
        short_label="Pertes par km",
        unit="m³/km/jour",
        decimals=1,
        definition="Eau perdue chaque jour par kilomètre de réseau, hors branchements.",
        formula="{lost_m3} m³ perdus ÷ (365 × {pipe_km} km) = {water_loss_index}",
        source=VOLUMES,
        official_code="P106.3",
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="water_lost_m3",
        theme=WATER,
        label="Eau perdue en un an",
        short_label="Eau perdue",
        unit="m³",
        decimals=0,
        definition="Eau mise en distribution qui n’est pas consommée de façon autorisée.",
        formula="{distributed_m3} m³ distribués − {authorised_m3} m³ autorisés = "
        "{water_lost_m3} m³",
        source=VOLUMES,
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="water_lost_eur",
        theme=WATER,
        label="Argent que coûte l’eau perdue",
        short_label="€ perdus",
        unit="€ par an",
        decimals=0,
        definition="Eau perdue multipliée par ce que coûte un m³ à produire ou à acheter.",
        formula="{water_lost_m3} m³ × {eur_per_m3} € = {water_lost_eur} €",
        source=VOLUMES,
        better_if="down",
        caution="Prix de revient indicatif tant que le service n’a pas chargé le sien.",
    ),
    Indicator(
        key="water_point_eur",
        theme=WATER,
        label="Ce que rapporte un point de rendement",
        short_label="€ par point",
        unit="€ par an",
        decimals=0,
        definition="Baisse de la redevance pour performance du réseau si le rendement gagne un "
        "point, et eau qui n’est plus perdue.",
        formula="{levy_point_eur} € de redevance + {water_point_saved_eur} € d’eau = "
        "{water_point_eur} €",
        source=VOLUMES,
        better_if="neither",
    ),
)
