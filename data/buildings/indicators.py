"""The indicators of public buildings."""

from data.indicator import Indicator

BUILDINGS = "buildings"
METERS = "Compteurs et factures des bâtiments"
TARIFFS = f"{METERS} ; prix de la table de référence"

BUILDING_INDICATORS = (
    Indicator(
        key="final_kwh",
        theme=BUILDINGS,
        label="Énergie consommée",
        short_label="Énergie",
        unit="kWh",
        decimals=0,
        definition="Énergie finale livrée aux bâtiments, toutes énergies ajoutées, en mois "
        "entiers. Le gaz, compté en kWh PCS, est ramené en kWh PCI avant l’addition. L’évolution "
        "ne compare que les bâtiments complets aux deux dates.",
        formula="{electricity_kwh} d’électricité + {gas_kwh} de gaz (PCI) + {heat_kwh} de chaleur "
        "+ {oil_kwh} de fioul = {final_kwh} kWh",
        source=METERS,
        better_if="down",
        aim="year",
        caution="Un bâtiment sans relevé n’est pas compté : lisez ce total avec la part de "
        "bâtiments complets.",
    ),
    Indicator(
        key="energy_eur",
        theme=BUILDINGS,
        label="Dépense d’énergie et d’eau",
        short_label="Dépense",
        unit="€",
        decimals=0,
        definition="Consommations multipliées par le prix en vigueur chaque mois, abonnements "
        "compris dans le prix moyen.",
        formula="{energy_only_eur} € d’énergie + {water_eur} € d’eau = {energy_eur} €",
        source=TARIFFS,
        better_if="down",
        aim="year",
        caution="Indicatif tant que vos prix ne sont pas chargés (source « Prix et facteurs »).",
    ),
    Indicator(
        key="tco2e",
        theme=BUILDINGS,
        label="Émissions de gaz à effet de serre",
        short_label="Émissions",
        unit="t CO₂e",
        decimals=0,
        definition="Énergie finale de chaque énergie multipliée par son facteur d’émission.",
        formula="somme des kWh × facteur de chaque énergie ÷ 1 000 = {tco2e} t CO₂e",
        source=f"{METERS} ; facteurs du DPE 2021",
        better_if="down",
        aim="year",
        caution="L’électricité est comptée avec un seul facteur, faute de répartition par usage.",
    ),
    Indicator(
        key="water_m3",
        theme=BUILDINGS,
        label="Eau consommée",
        short_label="Eau",
        unit="m³",
        decimals=0,
        definition="Volume des compteurs d’eau des bâtiments, en mois entiers.",
        formula="somme des volumes mensuels = {water_m3} m³",
        source=METERS,
        better_if="down",
        aim="year",
    ),
    Indicator(
        key="adjusted_change_pct",
        theme=BUILDINGS,
        label="Évolution corrigée du climat",
        short_label="Évolution corrigée",
        unit="%",
        decimals=1,
        definition="Énergie de douze mois ramenée au climat moyen 2001-2020 de la station la plus "
        "proche, comparée à celle des douze mois précédents, pour les bâtiments complets les deux "
        "fois. Un hiver doux ne compte pas comme une économie.",
        formula="100 × ({adjusted_kwh} − {adjusted_before_kwh} un an avant) ÷ "
        "{adjusted_before_kwh} kWh "
        "corrigés, sur {compared_buildings} bâtiments = {adjusted_change_pct} %",
        source=f"{METERS} ; températures journalières",
        better_if="down",
        caution="Chauffage × degrés-jours de référence ÷ degrés-jours de l’année (méthode météo, "
        "base 18 °C). Ajustement indicatif : OPERAT fait foi.",
    ),
    Indicator(
        key="decree_gap_pct",
        theme=BUILDINGS,
        label="Écart à l’objectif 2030",
        short_label="Écart 2030",
        unit="%",
        decimals=1,
        definition="Énergie corrigée du climat des bâtiments soumis au décret tertiaire, rapportée "
        "à leur objectif 2030 : 40 % de moins que l’année de référence, ou la valeur absolue si "
        "elle est plus facile à atteindre. Un écart négatif veut dire que l’objectif est tenu.",
        formula="100 × ({adjusted_kwh} − {target_kwh} visés) ÷ {target_kwh} kWh, sur "
        "{subject_buildings} "
        "bâtiments = {decree_gap_pct} %",
        source=f"{METERS} ; consommations de référence déclarées",
        better_if="down",
        official_code="Décret n° 2019-771, dispositif Éco Énergie Tertiaire",
        caution="Ajustement climatique indicatif : OPERAT fait foi.",
    ),
    Indicator(
        key="at_stake_eur",
        theme=BUILDINGS,
        label="En jeu si rien n’est fait",
        short_label="En jeu",
        unit="€ par an",
        decimals=0,
        definition="Ce que coûteraient en un an les dérives et les fuites encore ouvertes. Une "
        "dérive y compte pour sa part en trop, appliquée à l’usage de l’année qui la précède ; une "
        "fuite, pour son débit.",
        formula="{drifts} dérives et {leaks} fuites ouvertes, somme des coûts annuels = "
        "{at_stake_eur} €",
        source=TARIFFS,
        better_if="down",
        caution="Une alerte est un soupçon : elle demande une visite, pas une facture.",
    ),
    Indicator(
        key="potential_eur",
        theme=BUILDINGS,
        label="Potentiel d’économie",
        short_label="Potentiel",
        unit="€ par an",
        decimals=0,
        definition="Ce que coûte, chaque année, l’écart entre un bâtiment et la médiane de ceux de "
        "même usage dans des communes de même taille. Seuls les bâtiments au-dessus de la médiane "
        "comptent.",
        formula="somme sur {potential_buildings} bâtiments de (kWh/m² − médiane) × m² × €/kWh = "
        "{potential_eur} €",
        source=TARIFFS,
        better_if="down",
        caution="Un repère pour choisir où regarder, pas une promesse d’économie.",
    ),
    Indicator(
        key="complete_share_pct",
        theme=BUILDINGS,
        label="Bâtiments aux données complètes",
        short_label="Complets",
        unit="%",
        decimals=0,
        definition="Part des bâtiments dont chaque énergie a au moins 90 % de ses jours sur les "
        "douze derniers mois entiers.",
        formula="100 × {complete} complets ÷ {buildings} bâtiments = {complete_share_pct} %",
        source=METERS,
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="kwh_m2",
        theme=BUILDINGS,
        label="Énergie par mètre carré",
        short_label="kWh/m²",
        unit="kWh/m²",
        decimals=0,
        definition="Énergie finale des douze derniers mois entiers divisée par la surface de "
        "plancher.",
        formula="{final_kwh} kWh ÷ {floor_m2} m² = {kwh_m2} kWh/m²",
        source=METERS,
        better_if="down",
    ),
    Indicator(
        key="peer_median_kwh_m2",
        theme=BUILDINGS,
        label="Médiane des bâtiments semblables",
        short_label="Médiane",
        unit="kWh/m²",
        decimals=0,
        definition="Médiane de l’énergie par mètre carré des bâtiments de même usage dans les "
        "communes de même taille ; de tout le syndicat quand ils sont moins de cinq.",
        formula="médiane de {peers} bâtiments = {peer_median_kwh_m2} kWh/m²",
        source=METERS,
        better_if="neither",
    ),
    Indicator(
        key="known_share_pct",
        theme=BUILDINGS,
        label="Jours connus",
        short_label="Jours connus",
        unit="%",
        decimals=0,
        definition="Part des jours des douze derniers mois entiers pour lesquels toutes les "
        "énergies du bâtiment sont relevées ou facturées.",
        formula="100 × {known_days} jours connus ÷ {days} jours = {known_share_pct} %",
        source=METERS,
        better_if="up",
    ),
)
