"""The indicators of public lighting."""

from data.indicator import Indicator
from data.lighting.simulation_indicators import SIMULATION_INDICATORS

LIGHTING = "lighting"
BILLS = "Factures des points de livraison de l’éclairage"
STOCK = "Inventaire des points lumineux et horaires des armoires"
NIGHT = f"{STOCK} ; position du soleil"

LIGHTING_INDICATORS = (
    Indicator(
        key="light_kwh",
        theme=LIGHTING,
        label="Électricité de l’éclairage",
        short_label="Électricité",
        unit="kWh",
        decimals=0,
        definition="Électricité facturée aux armoires du territoire, en mois entiers. L’évolution "
        "ne compare que les mois facturés aux deux dates.",
        formula="somme de {billed} armoires facturées = {light_kwh} kWh",
        source=BILLS,
        better_if="down",
        aim="year",
    ),
    Indicator(
        key="light_eur",
        theme=LIGHTING,
        label="Dépense d’éclairage",
        short_label="Dépense",
        unit="€",
        decimals=0,
        definition="Montant facturé, consommation et abonnement. Éteindre ne diminue pas "
        "l’abonnement, qui dépend de la puissance souscrite.",
        formula="{energy_eur} € de consommation + {subscription_eur} € d’abonnement = "
        "{light_eur} €",
        source=BILLS,
        better_if="down",
        aim="year",
    ),
    Indicator(
        key="light_kwh_per_point",
        theme=LIGHTING,
        label="Électricité par point lumineux",
        short_label="kWh par point",
        unit="kWh par point",
        decimals=0,
        definition="Électricité facturée de douze mois divisée par les points des armoires "
        "facturées. Repère national : environ 533 kWh.",
        formula="{light_kwh} kWh ÷ {billed_points} points = {light_kwh_per_point}",
        source=BILLS,
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="light_kwh_per_inhabitant",
        theme=LIGHTING,
        label="Électricité par habitant",
        short_label="kWh par habitant",
        unit="kWh par habitant",
        decimals=0,
        definition="Électricité facturée de douze mois divisée par la population des communes "
        "facturées.",
        formula="{light_kwh} kWh ÷ {population} habitants = {light_kwh_per_inhabitant}",
        source=BILLS,
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="light_w_per_point",
        theme=LIGHTING,
        label="Puissance par point",
        short_label="W par point",
        unit="W",
        decimals=0,
        definition="Puissance installée, ballast compris, divisée par les points dont la puissance "
        "est connue.",
        formula="1 000 × {power_kw} kW ÷ {points_with_power} points = {light_w_per_point} W",
        source=STOCK,
        better_if="down",
    ),
    Indicator(
        key="light_led_share_pct",
        theme=LIGHTING,
        label="Part de LED",
        short_label="LED",
        unit="%",
        decimals=0,
        definition="Points équipés de LED, rapportés aux points dont la lampe est connue.",
        formula="100 × {led_points} points LED ÷ {points} points = {light_led_share_pct} %",
        source=STOCK,
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="light_mean_age_years",
        theme=LIGHTING,
        label="Âge moyen des points",
        short_label="Âge",
        unit="ans",
        decimals=0,
        definition="Moyenne des âges des points dont l’année de pose est connue.",
        formula="moyenne de {points_with_year} points = {light_mean_age_years} ans",
        source=STOCK,
        better_if="down",
        aim="level",
    ),
    Indicator(
        key="light_off_share_pct",
        theme=LIGHTING,
        label="Points éteints à 2 h",
        short_label="Éteints à 2 h",
        unit="%",
        decimals=0,
        definition="Points qu’une extinction de nuit éteint à 2 h du matin aujourd’hui, rapportés "
        "aux points dont l’horaire est connu.",
        formula="100 × {off_at_2h_points} points éteints ÷ {scheduled_points} points aux horaires "
        "connus = {light_off_share_pct} %",
        source=STOCK,
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="light_saved_kwh",
        theme=LIGHTING,
        label="Électricité économisée par les extinctions",
        short_label="kWh économisés",
        unit="kWh",
        decimals=0,
        definition="Différence entre ce que le même parc aurait consommé allumé toute la nuit et "
        "ce que ses horaires prévoient, en mois entiers.",
        formula="{full_kwh} kWh toute la nuit − {expected_kwh} kWh prévus = {light_saved_kwh} kWh",
        source=NIGHT,
        better_if="up",
        aim="year",
        caution="Un calcul sur l’inventaire et les horaires déclarés, pas une mesure.",
    ),
    Indicator(
        key="light_saved_eur",
        theme=LIGHTING,
        label="Argent économisé par les extinctions",
        short_label="€ économisés",
        unit="€",
        decimals=0,
        definition="Électricité économisée multipliée par le prix moyen du kWh facturé, sans "
        "l’abonnement : éteindre ne l’économise pas.",
        formula="{light_saved_kwh} kWh × {price_eur_kwh} €/kWh = {light_saved_eur} €",
        source=f"{NIGHT} ; factures",
        better_if="up",
        aim="year",
    ),
    Indicator(
        key="light_dark_hours_year",
        theme=LIGHTING,
        label="Nuit rendue",
        short_label="Heures de nuit",
        unit="h par an",
        decimals=0,
        definition="Heures d’obscurité que les extinctions rendent à la nuit chaque année, en "
        "moyenne par point.",
        formula="{full_hours} h de nuit éclairable − {hours} h allumées = "
        "{light_dark_hours_year} h",
        source=NIGHT,
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="light_fault_rate_pct",
        theme=LIGHTING,
        label="Pannes pour 100 points",
        short_label="Pannes",
        unit="",
        decimals=1,
        definition="Pannes signalées en douze mois pour cent points lumineux.",
        formula="100 × {faults} pannes ÷ {points} points = {light_fault_rate_pct}",
        source="Suivi des pannes (GMAO)",
        better_if="down",
    ),
    *SIMULATION_INDICATORS,
)
