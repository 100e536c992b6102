"""The words by which files of customers and of repairs call uses, repairs and units."""

from loaders.words import Words

# Key -> what a text in small letters without accents holds; the first that fits.
USAGE_WORDS: Words = (
    ("agricole", r"agric|elevage|irrigation|maraich|abreuvoir|bovin"),
    ("public", r"public|commun(e|al)|mairie|ecole|municipal|collectivite|hopital|stade|piscine"),
    ("professionnel", r"non domestique|profession|activite|commerc|industri|entreprise|artisan"
                      r"|tertiaire|hotel|camping|restaurant|bureau|^pro$"),
    ("domestique", r"domestique|logement|maison|habitation|particulier|appartement|immeuble"
                   r"|menage|residen|collectif|individuel|^dom$"),
    ("autre", r"\bautres?\b|divers"),
)  # fmt: skip
REPAIR_WORDS: Words = (
    ("compteur", r"compteur|\bnourrice\b"),
    ("branchement", r"branchement|bouche a cle|\bbranch\b|collier"),
    ("accessoire", r"vanne|ventouse|purge|poteau|hydrant|bouche|borne|robinet|accessoire|joint"
                   r"|regard|\bbi\b|\bpi\b"),
    ("canalisation", r"canalisation|conduite|reseau|casse|rupture|tuyau|manchon|fuite"),
    ("autre", r"\bautres?\b|divers"),
)  # fmt: skip
# Unit of a volume -> m³ in one.
CUBIC_METRES = {"m3": 1.0, "l": 0.001, "litre": 0.001, "litres": 0.001, "dm3": 0.001, "hl": 0.1}
