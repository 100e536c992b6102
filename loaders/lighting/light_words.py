"""The words by which inventories call lamps, streets, faults and protected places."""

from loaders.words import Words

# Key -> what a text in small letters without accents holds; the first that fits.
LAMP_WORDS: Words = (
    ("led", r"\bleds?\b|\bdel\b|diodes?\b"),
    ("sodium_lp", r"\bsbp\b|\bsox\b|sodium (a )?(basse|bp\b)|\blps\b"),
    ("sodium_hp", r"\bshp\b|\bson\b|\bhps\b|\bnav\b|\bsap\b|sodium"),
    ("metal_halide", r"\bim\b|\biim\b|iodures?\b|halogenures?\b|\bcdm\b|\bcdo\b|\bcpo\b|cosmo"
                     r"|\bhqi\b|\bhci\b|\bmh\b|\bhpi\b|\bimc\b|ceramique"),
    ("mercury", r"\bbf\b|\bvm\b|\bhpl\b|\bhql\b|mercure|\bballons?\b"),
    ("fluorescent", r"\btl\b|\bt5\b|\bt8\b|\btubes?\b|\bfluo\b|fluo ?compacte?s?\b|fluorescen"
                    r"|\bfc\b|\bcfl\b|\bpll\b|\bpl\b|induction"),
    ("halogen", r"halogene|\bhal\b|incandescen|\bqi\b"),
    ("unknown", r"lanterne|luminaire|projecteur|encastre|\bborne\b|colonne|applique|candelabre"
                r"|\bboule\b|\bmat\b|console|inconnue?\b|indetermine|^autre non"),
    ("other", r"\bautres?\b"),
)  # fmt: skip
STREET_WORDS: Words = (
    ("parking", r"parking|stationnement"),
    ("patrimoine", r"patrimoine|mise en (valeur|lumiere)|monument|illumination|facade|eglise"),
    ("parc", r"\bparcs?\b|jardin|square|espaces? verts?"),
    ("activite", r"activites?\b|industriel|\bza\b|\bzi\b|zone commerciale"),
    ("place", r"\bplace\b|centre|parvis|esplanade|pieton"),
    ("route", r"\broutes?\b|traversee|departementale|nationale|\brd\b|\brn\b|giratoire|rond point"
              r"|boulevard|avenue"),
    ("rue", r"\brues?\b|residentiel|lotissement|\bvoies?\b|chemin|impasse|allee|quartier"
            r"|communale|desserte"),
    ("autre", r"\bautres?\b"),
)  # fmt: skip
FAULT_WORDS: Words = (
    ("eteint", r"ne s allume"),
    ("jour", r"\bjour\b|allume"),
    ("armoire", r"armoire|coffret|disjonct|secteur|differentiel"),
    ("casse", r"casse|choc|accident|vandal|arrache|deterior|abime|accroch"),
    ("eteint", r"eteint|\bhs\b|hors service|lampe|ampoule|grille|clignot|panne"),
    ("autre", r"\bautres?\b"),
)
ZONE_WORDS: Words = (
    ("reserve", r"reserve|\brn[nrc]\b|biotope|biologique"),
    ("site", r"\bsites? (classe|inscrit)|\bclasses?\b|\binscrits?\b|^sites?$"),
    ("parc", r"\bparcs?\b|\bpnr?\b|\bpnm\b"),
    ("autre", r"\bautres?\b"),
)
