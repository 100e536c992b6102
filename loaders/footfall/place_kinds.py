"""The kinds of place of a Wi-Fi site, and the words by which files call them."""

import polars as pl

OTHER = "Autre"
# Kind of place -> words, without accents, that name it. The first kind that matches is kept.
WORDS = {
    "Château": ("chateaux?", "forteresse", "cite royale", "donjon"),
    "Office de tourisme": ("offices? de tourisme", "offices? du tourisme", "maison du tourisme"),
    "Camping": ("campings?", "aire de camping car"),
    "Halte vélo": ("haltes? velos?", "relais velo", "velo"),
    "Parc zoologique": ("zoo", "parcs? zoologiques?", "aquarium"),
    "Musée": ("musees?", "crypte archeologique", "ecomusee"),
    "Médiathèque": ("mediatheques?", "bibliotheques?", "ludotheque"),
    "Équipement sportif": (
        "gymnases?", "piscines?", "stades?", "complexe sportif", "centre sportif", "patinoire",
    ),
    "Établissement scolaire": ("ecoles?", "colleges?", "lycees?", "universite", "academie"),
    "Mairie et service public": (
        "mairies?", "hotel de ville", "france services", "maison de services", "service public",
        "pre ?fourrieres?", "fourrieres?", "prefecture",
    ),
    "Équipement culturel et associatif": (
        "theatre", "conservatoire", "cinema", "archives", "salle des fetes", "salle polyvalente",
        "centre culturel", "centre social", "centre d ?animation", "centre paris anim",
        "centre anim", "maison des associations", "maison de la vie associative", "espace culturel",
        "bourse du travail",
    ),
    "Santé": ("hopital", "ehpad", "maison de sante", "centre de sante"),
    "Base de loisirs": ("bases? de loisirs?", "base nautique", "plan d eau", "plage"),
    "Parc et jardin": (
        "parcs?", "jardins?", "squares?", "promenade", "coulee verte", "bois", "berges?",
    ),
    "Marché et halle": ("marches?", "halles?"),
    "Gare": ("gares?", "pole multimodal", "aeroport"),
    "Monument": ("abbaye", "cathedrale", "eglise", "basilique", "monuments?", "prieure"),
    "Hébergement": ("hotels?", "gites?", "auberges?"),
    "Commerce et restauration": ("restaurants?", "cafes?", "commerces?", "boutiques?"),
    "Centre-ville": ("centre ville", "centre bourg", "centre historique", "place", "esplanade"),
    OTHER: ("autres?", "divers"),
}  # fmt: skip


def place_kind(text: pl.Series) -> pl.Series:
    """The kind of place that a text names, whatever its accents and case; null when none."""
    plain = (
        text.str.replace_all("œ", "oe")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace_all(r"[^a-z0-9]+", " ")
        .alias("text")
        .to_frame()
    )
    kinds = [
        pl.when(pl.col("text").str.contains(rf"\b({'|'.join(words)})\b")).then(pl.lit(kind))
        for kind, words in WORDS.items()
    ]
    return plain.select(pl.coalesce(kinds)).to_series()
