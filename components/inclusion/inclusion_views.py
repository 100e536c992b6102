"""The views of digital inclusion: several pages, one row of tabs."""

from components.views import Views

TABS = {
    "": "Portrait",
    "/carte": "Carte",
    "/communes": "Communes",
    "/implantation": "Implantation",
    "/activite": "Activité",
    "/lieux": "Lieux",
    "/enquete": "Enquête",
}


def every_view(own: Views) -> Views:
    """The views of a page among those of all the theme, in the order of the tabs."""
    return {path: own.get(path, (label, ())) for path, label in TABS.items()}
