"""The indicators of footfall."""

from data.indicator import Indicator

FOOTFALL = "footfall"
WIFI_SOURCE = "Journal des connexions au Wi-Fi public du syndicat"

FOOTFALL_INDICATORS = (
    Indicator(
        key="sessions",
        theme=FOOTFALL,
        label="Connexions au Wi-Fi",
        short_label="Connexions",
        unit="connexions",
        decimals=0,
        definition="Nombre de sessions ouvertes sur les bornes pendant la période. Un même "
        "terminal peut ouvrir plusieurs sessions dans la journée.",
        formula="somme des connexions publiées par site et par jour = {sessions}",
        source=WIFI_SOURCE,
        better_if="up",
        aim="year",
    ),
    Indicator(
        key="terminals",
        theme=FOOTFALL,
        label="Terminaux connectés",
        short_label="Terminaux",
        unit="terminaux",
        decimals=0,
        definition="Nombre de terminaux différents vus sur chaque site chaque jour, ajoutés. Un "
        "terminal vu deux jours, ou sur deux sites, compte deux fois. Ce ne sont pas des "
        "visiteurs : tout le monde ne se connecte pas.",
        formula="somme des terminaux publiés par site et par jour = {terminals}",
        source=WIFI_SOURCE,
        better_if="up",
        aim="year",
        caution="Un téléphone récent change d’adresse selon le réseau, parfois chaque jour : sur "
        "une longue durée, le compte est trop haut.",
    ),
    Indicator(
        key="median_dwell_min",
        theme=FOOTFALL,
        label="Durée médiane de présence",
        short_label="Durée médiane",
        unit="min",
        decimals=0,
        definition="La moitié des visites durent moins, l’autre moitié plus. Une visite réunit les "
        "sessions d’un terminal sur un site séparées de moins de 30 minutes.",
        formula="durée de la visite du milieu, sur {visits}, entre {class_start_min} et "
        "{class_end_min} min, par interpolation = {median_dwell_min} min",
        source=WIFI_SOURCE,
        better_if="neither",
    ),
    Indicator(
        key="return_share_pct",
        theme=FOOTFALL,
        label="Part de retour",
        short_label="Part de retour",
        unit="%",
        decimals=1,
        definition="Part des terminaux du portail ayant donné leur accord qui étaient déjà venus "
        "sur le même site dans l’année civile. Sans accord, aucun terminal n’est suivi d’un jour "
        "à l’autre.",
        formula="100 × {returning} terminaux revenus ÷ {consenting} terminaux consentants = "
        "{return_share_pct} %",
        source="Portail captif, terminaux consentants",
        better_if="neither",
        caution="Les adresses changeantes des téléphones cachent une partie des retours : la part "
        "réelle est plus haute.",
    ),
    Indicator(
        key="peak_trough_ratio",
        theme=FOOTFALL,
        label="Rapport jour de pointe / jour creux",
        short_label="Pointe / creux",
        unit="",
        decimals=1,
        definition="Nombre de terminaux du jour le plus fréquenté divisé par celui du jour le "
        "moins fréquenté, journées complètes seulement.",
        formula="{peak_terminals} terminaux le jour de pointe ({peak_day}) ÷ {trough_terminals} "
        "le jour creux "
        "({trough_day}) = {peak_trough_ratio}",
        source=WIFI_SOURCE,
        better_if="down",
    ),
    Indicator(
        key="may_october_share_pct",
        theme=FOOTFALL,
        label="Part de mai à octobre",
        short_label="Part mai-octobre",
        unit="%",
        decimals=1,
        definition="Part des terminaux de la période vus du 1er mai au 31 octobre. Elle n’a de "
        "sens que sur une année entière.",
        formula="100 × {season_terminals} terminaux de mai à octobre ÷ {terminals} terminaux = "
        "{may_october_share_pct} %",
        source=WIFI_SOURCE,
        better_if="neither",
    ),
    Indicator(
        key="access_points_up_share_pct",
        theme=FOOTFALL,
        label="Part des bornes en service",
        short_label="Bornes en service",
        unit="%",
        decimals=1,
        definition="Temps pendant lequel les bornes étaient joignables, rapporté au temps où elles "
        "devaient l’être. Une borne en panne ne compte personne : lisez la fréquentation avec ce "
        "chiffre.",
        formula="100 × {up_h} h de service ÷ {expected_h} h attendues = "
        "{access_points_up_share_pct} %",
        source="Supervision des bornes",
        better_if="up",
        aim="level",
    ),
    Indicator(
        key="constant_index",
        theme=FOOTFALL,
        label="Indice à périmètre constant",
        short_label="Indice",
        unit="",
        decimals=0,
        definition="Terminaux des seuls sites publiés les mêmes jours des deux années, base 100 "
        "l’année précédente à jour de semaine égal. Un réseau qui grandit ne fait pas monter cet "
        "indice.",
        formula="100 × {common_terminals} terminaux ÷ {common_terminals_before} terminaux un an "
        "avant, mêmes sites et mêmes jours = {constant_index}",
        source=WIFI_SOURCE,
        better_if="up",
    ),
    Indicator(
        key="flow_lift",
        theme=FOOTFALL,
        label="Attrait entre deux sites",
        short_label="Attrait",
        unit="",
        decimals=1,
        definition="Nombre de terminaux vus sur les deux sites le même jour, divisé par le nombre "
        "attendu si les visites étaient indépendantes. Au-dessus de 1, les deux sites se visitent "
        "ensemble plus que par hasard.",
        formula="{pair_terminals} terminaux communs × {all_terminals} terminaux du réseau ÷ "
        "({terminals_a} sur l’un × {terminals_b} sur l’autre) = {flow_lift}",
        source=WIFI_SOURCE,
        better_if="neither",
    ),
    Indicator(
        key="counter_passages",
        theme=FOOTFALL,
        label="Passages aux compteurs",
        short_label="Passages",
        unit="passages",
        decimals=0,
        definition="Passages comptés par les compteurs de la voirie, témoins indépendants du "
        "Wi-Fi. Un total fourni avec ses parties n’est compté qu’une fois.",
        formula="somme des passages par compteur et par jour = {passages}",
        source="Compteurs automatiques (Eco-Counter)",
        better_if="up",
    ),
    Indicator(
        key="terminals_per_passage",
        theme=FOOTFALL,
        label="Terminaux pour 100 passages",
        short_label="Terminaux / 100 passages",
        unit="",
        decimals=1,
        definition="Terminaux connectés divisés par les passages comptés, les jours où les deux "
        "existent. Un rapport stable dit que le Wi-Fi suit l’affluence.",
        formula="100 × {terminals} terminaux ÷ {passages} passages = {terminals_per_passage}",
        source="Wi-Fi public et compteurs automatiques",
        better_if="neither",
        caution="Rapport non calé : il ne convertit pas des terminaux en visiteurs.",
    ),
)
