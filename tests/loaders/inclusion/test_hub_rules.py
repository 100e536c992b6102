"""Our table of rules against the mapping that the real Hub-LO list is published with."""

import csv
import json

from loaders.inclusion.hub_lo_rules import NAMES, labels_of

FIELDS = {
    "typologie": "kinds",
    "dispositif_programmes_nationaux": "programmes",
    "frais_a_charge": "fees",
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "special_care",
    "modalites_accompagnement": "support",
    "services": "services",
}


def _published(rules: list[dict], row: dict[str, str]) -> set[str]:
    """The targets of the rules of which a column holds a term, and none of those it excludes."""

    def holds(rule: dict, terms: list[str]) -> bool:
        read = [(row.get(column) or "").lower() for column in rule["colonnes"]]
        return any(term.lower() in text for term in terms for text in read)

    return {
        rule["cible"]
        for rule in rules
        if holds(rule, rule["termes"]) and not holds(rule, rule.get("sauf", []))
    }


def test_the_table_gives_what_the_published_mapping_gives(open_data_dir):
    folder = open_data_dir / "inclusion"
    mapping = json.loads((folder / "hub-lo.config.json").read_text(encoding="utf-8"))
    with (folder / "hub-lo_37_41.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 161
    different = [
        (row["gid"], field, published, ours)
        for row in rows
        for title, field in FIELDS.items()
        if (published := _published(mapping[title], row))
        != (ours := set(labels_of({name: row.get(f"c_{name}") for name in NAMES})[field]))
    ]
    assert different == []


def test_a_term_of_what_is_excluded_takes_the_label_away():
    free = labels_of({"formation_detail": "Ateliers gratuits"})["fees"]
    members = labels_of({"formation_detail": "Ateliers gratuits pour les abonnés"})["fees"]
    assert (free, members) == (["Gratuit"], ["Gratuit sous condition"])


def test_a_place_of_which_nothing_is_said_has_no_label():
    assert set(map(tuple, labels_of({}).values())) == {()}
