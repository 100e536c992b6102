"""What a scenario of public lighting would give: the figures of the simulator."""

from data.indicator import Indicator

LIGHTING = "lighting"
SIMULATED = "Simulation sur l’inventaire, les horaires et les prix facturés"
ALONE = (
    "Des travaux et des économies eux-mêmes, aides déduites, qu’ils soient payés par le budget, "
    "un emprunt ou un fonds."
)

SIMULATION_INDICATORS = (
    Indicator(
        key="light_sim_saved_eur",
        theme=LIGHTING,
        label="Économie par an",
        short_label="€ économisés",
        unit="€",
        decimals=0,
        definition="Ce que la facture perdrait en un an, tous les travaux terminés, au prix "
        "d’aujourd’hui. L’abonnement ne change pas.",
        formula="{light_sim_saved_kwh} kWh × {price} € en moyenne = {light_sim_saved_eur} €",
        source=SIMULATED,
        better_if="up",
    ),
    Indicator(
        key="light_sim_saved_kwh",
        theme=LIGHTING,
        label="Électricité économisée par an",
        short_label="kWh économisés",
        unit="kWh",
        decimals=0,
        definition="Différence entre la consommation d’une année sans décision et celle d’une "
        "année où tout est fait.",
        formula="{undecided_kwh} kWh sans décision − {decided_kwh} kWh = {light_sim_saved_kwh} kWh",
        source=SIMULATED,
        better_if="up",
        caution="Un calcul sur la puissance et les horaires déclarés, pas une mesure.",
    ),
    Indicator(
        key="light_sim_saved_tco2e",
        theme=LIGHTING,
        label="Émissions évitées par an",
        short_label="t CO₂e évitées",
        unit="t CO₂e",
        decimals=1,
        definition="Émissions de l’électricité qui ne serait plus consommée, au facteur de "
        "l’éclairage.",
        formula="{light_sim_saved_kwh} kWh × {co2} kg ÷ 1 000 = {light_sim_saved_tco2e} t CO₂e",
        source=SIMULATED,
        better_if="up",
    ),
    Indicator(
        key="light_sim_net_eur",
        theme=LIGHTING,
        label="Travaux, aides déduites",
        short_label="Travaux nets",
        unit="€",
        decimals=0,
        definition="Prix des points passés en LED, moins les aides. Éteindre ou baisser la "
        "lumière est compté sans travaux.",
        formula="{invest_eur} € de travaux − {grant_eur} € d’aides = {light_sim_net_eur} €",
        source=SIMULATED,
        better_if="down",
        caution="Si vos armoires n’ont pas d’horloge réglable, ajoutez-en le prix.",
    ),
    Indicator(
        key="light_sim_payback_years",
        theme=LIGHTING,
        label="Temps de retour",
        short_label="Temps de retour",
        unit="ans",
        decimals=1,
        definition="Années qu’il faut pour que les économies cumulées remboursent les travaux.",
        formula="première année où la somme (économies − {light_sim_net_eur} € de travaux) ne "
        "redevient plus négative = {light_sim_payback_years}",
        source=SIMULATED,
        better_if="down",
        caution=ALONE,
    ),
    Indicator(
        key="light_sim_npv_eur",
        theme=LIGHTING,
        label="Valeur actualisée nette",
        short_label="VAN",
        unit="€",
        decimals=0,
        definition="Somme des économies moins les travaux sur toute la durée, chaque année future "
        "comptant un peu moins que la précédente. Positive : le projet rapporte plus qu’il ne "
        "coûte.",
        formula="somme sur {years} ans de (économies − travaux nets) ÷ (1 + {discount_pct} %) "
        "puissance l’année = {light_sim_npv_eur} €",
        source=SIMULATED,
        better_if="up",
        caution=ALONE,
    ),
    Indicator(
        key="light_sim_irr_pct",
        theme=LIGHTING,
        label="Taux de rentabilité interne",
        short_label="TRI",
        unit="%",
        decimals=1,
        definition="Le taux d’intérêt que le projet pourrait payer sans perdre d’argent. "
        "Au-dessus du taux de l’emprunt, il se finance lui-même.",
        formula="taux qui annule la valeur actualisée nette sur {years} ans = {light_sim_irr_pct}",
        source=SIMULATED,
        better_if="up",
        caution=ALONE,
    ),
    Indicator(
        key="light_sim_dark_hours",
        theme=LIGHTING,
        label="Nuit rendue",
        short_label="Heures de nuit",
        unit="h par an",
        decimals=0,
        definition="Heures d’obscurité que les nouvelles extinctions rendraient à la nuit chaque "
        "année, en moyenne par point.",
        formula="heures éteintes de plus, en moyenne de {points} points = {light_sim_dark_hours} h",
        source=f"{SIMULATED} ; position du soleil",
        better_if="up",
    ),
)
