"""The sources of meter readings and bills, part of the declarative list of `loaders.sources`."""

from loaders.buildings import enedis, energy_bills, energy_readings, grdf
from loaders.pipeline import Source

OWNER = "Collectivités et conseil en énergie du syndicat"
INTERNAL = "Données internes, agrégats publiables sous Licence Ouverte 2.0"
CUSTOMER = "Données du client, à usage interne ; agrégats publiables sous Licence Ouverte 2.0"

ENERGY_SOURCES = (
    Source(
        key=energy_readings.SOURCE_KEY,
        label="Relevés de compteurs",
        theme="buildings",
        owner=OWNER,
        licence=INTERNAL,
        address="Fichier CSV ou base SQL de télérelève : index, consommations ou puissances",
        grain="un relevé d’un compteur, à tout pas depuis 10 minutes",
        refresh="tous les jours ou tous les mois",
        fresh_h=24 * 10,
        stale_h=24 * 60,
        columns=energy_readings.COLUMNS,
        parse=energy_readings.parse,
        write=energy_readings.write,
    ),
    Source(
        key=enedis.CURVE_KEY,
        label="Courbes de charge (Enedis)",
        theme="buildings",
        owner="Enedis, pour le compte du client",
        licence=CUSTOMER,
        address="Export CSV du compte client Enedis (en-tête puis « Horodate;Valeur », forme de "
        "2020 à 2026) ou fichier R63 de SGE en CSV ; formes lues dans des exemples publics, non "
        "dans le guide d’Enedis",
        grain="une puissance moyenne, par 10, 30 ou 60 minutes",
        refresh="tous les mois",
        fresh_h=24 * 45,
        stale_h=24 * 120,
        columns=enedis.CURVE_COLUMNS,
        parse=enedis.parse_curve,
        write=enedis.write_curve,
    ),
    Source(
        key=enedis.DAILY_KEY,
        label="Consommations journalières (Enedis)",
        theme="buildings",
        owner="Enedis, pour le compte du client",
        licence=CUSTOMER,
        address="Export CSV du compte client Enedis (« Date;Valeur (en kWh) » ou index quotidiens "
        "« EAS T ») ou fichier R65 de SGE en CSV ; formes lues dans des exemples publics, non "
        "dans le guide d’Enedis",
        grain="l’énergie d’un jour, ou l’index d’un jour",
        refresh="tous les mois",
        fresh_h=24 * 45,
        stale_h=24 * 120,
        columns=enedis.DAILY_COLUMNS,
        parse=enedis.parse_daily,
        write=enedis.write_daily,
    ),
    Source(
        key=grdf.SOURCE_KEY,
        label="Consommations mensuelles de gaz (GRDF)",
        theme="buildings",
        owner="GRDF, pour le compte du client",
        licence=CUSTOMER,
        address="Export du compte client GRDF enregistré en CSV, ou champs du service ADICT ; "
        "titres lus dans des exemples publics, non dans le guide de GRDF",
        grain="une période d’un mois, étalée sur ses jours",
        refresh="tous les mois",
        fresh_h=24 * 60,
        stale_h=24 * 150,
        columns=grdf.COLUMNS,
        parse=grdf.parse,
        write=grdf.write,
    ),
    Source(
        key=energy_bills.SOURCE_KEY,
        label="Factures d’énergie et d’eau",
        theme="buildings",
        owner=OWNER,
        licence=INTERNAL,
        address="Petit fichier CSV",
        grain="une facture, étalée sur ses jours",
        refresh="à chaque facture",
        fresh_h=24 * 100,
        stale_h=24 * 200,
        columns=energy_bills.COLUMNS,
        parse=energy_bills.parse,
        write=energy_bills.write,
    ),
)
