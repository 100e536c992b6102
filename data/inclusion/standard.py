"""Places as the national standard of mediation writes them, version 1.0.1, and as GeoJSON.

What is not known is left empty, even where the standard wants a value: `missing` tells which, a
SIRET of zeros would be a lie.
"""

import pandas as pd

FIELDS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "latitude", "longitude", "typologie", "telephone", "courriels", "site_web", "horaires",
    "presentation_resume", "presentation_detail", "source", "itinerance", "structure_parente",
    "date_maj", "services", "publics_specifiquement_adresses", "prise_en_charge_specifique",
    "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels",
    "autres_formations_labels", "modalites_acces", "modalites_accompagnement",
    "fiche_acces_libre", "prise_rdv",
)  # fmt: skip
REQUIRED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
# Field of the standard -> column of out_inclusion_place. The others are never filled: nobody's
# telephone nor mail is known here.
FILLED = {
    "id": "place_id",
    "pivot": "siret",
    "nom": "name",
    "commune": "town",
    "code_postal": "postcode",
    "code_insee": "commune_code",
    "adresse": "address",
    "latitude": "latitude_deg",
    "longitude": "longitude_deg",
    "typologie": "kinds",
    "site_web": "website",
    "horaires": "hours",
    "source": "sources",
    "date_maj": "updated",
    "services": "services",
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "special_care",
    "frais_a_charge": "fees",
    "dispositif_programmes_nationaux": "programmes",
    "modalites_acces": "access",
    "modalites_accompagnement": "support",
    "fiche_acces_libre": "accessibility_url",
}
POSITION = ("latitude", "longitude")
MOVES = {True: "Itinérant", False: "Fixe"}
SIMULATED = "Lieu simulé\u00a0: démonstration, sans valeur."
AT_TOWN_HALL = "placé à la mairie"


def to_standard(places: pd.DataFrame) -> pd.DataFrame:
    """FIELDS as text, one row a place of `places` (columns of out_inclusion_place), in its order.

    A place that is only drawn at its town hall has no position of its own: none is written.
    """
    rows = pd.DataFrame("", index=range(len(places)), columns=list(FIELDS), dtype=object)
    for field, column in FILLED.items():
        rows[field] = [_text(value) for value in places[column]]
    elsewhere = places["at_town_hall"].astype(bool).to_numpy()
    rows.loc[elsewhere, list(POSITION)] = ""
    rows["itinerance"] = [
        "" if pd.isna(moves) else MOVES[bool(moves)] for moves in places["itinerant"]
    ]
    rows["presentation_resume"] = [SIMULATED if one else "" for one in places["simulated"]]
    return rows


def missing(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows lack each field that the standard requires; fields that none lacks are out."""
    counts = {field: int((rows[field] == "").sum()) for field in REQUIRED}
    return {field: count for field, count in counts.items() if count}


def to_geojson(places: pd.DataFrame) -> dict[str, object]:
    """A FeatureCollection: the filled fields of the standard as properties.

    A place without any position has a null geometry, as RFC 7946 allows; one drawn at its town hall
    says so in `position`.
    """
    rows = to_standard(places).to_dict("records")
    spots = places[["latitude_deg", "longitude_deg", "at_town_hall"]].itertuples(index=False)
    return {
        "type": "FeatureCollection",
        "features": [_feature(row, *spot) for row, spot in zip(rows, spots, strict=True)],
    }


def _feature(
    row: dict[str, str], latitude_deg: float, longitude_deg: float, at_town_hall: bool
) -> dict[str, object]:
    properties = {field: text for field, text in row.items() if text and field not in POSITION}
    known = not (pd.isna(latitude_deg) or pd.isna(longitude_deg))
    if known and at_town_hall:
        properties["position"] = AT_TOWN_HALL
    point = {"type": "Point", "coordinates": [float(longitude_deg), float(latitude_deg)]}
    return {"type": "Feature", "geometry": point if known else None, "properties": properties}


def _text(value: object) -> str:
    """As a CSV of the standard writes it: decimal point, ISO day, empty where not known."""
    return "" if pd.isna(value) else str(value)
