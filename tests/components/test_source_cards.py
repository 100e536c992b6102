"""The sources as the Données page shows them."""

import pandas as pd

from components import source_cards

REASONS = pd.DataFrame(columns=["source_key", "code", "reason", "rows"])


def test_a_source_that_was_never_loaded_gives_the_name_to_load_it_by() -> None:
    row = {
        "source_key": "debits-eau", "label": "Débits", "grain": "une mesure", "owner": "Syndicat",
        "licence": "interne", "address": "Fichier CSV", "refresh": "tous les jours",
        "freshness": "jamais chargée", "simulated": None, "failed_s": None, "failure": None,
    }  # fmt: skip
    shown = str(source_cards.source_cards(pd.DataFrame([row]), REASONS))
    assert "debits-eau" in shown
    assert "jamais chargée" in shown
    assert "Dernier chargement" not in shown
