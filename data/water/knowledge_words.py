"""The parts of the index of knowledge (P103.2B) in words, and the points that each may bring."""

from typing import NamedTuple


class Part(NamedTuple):
    """What is asked, and the most that it brings; None where it only opens what follows."""

    label: str
    most_points: int | None


PART_LABELS = {
    "VP.236": Part("Plan du réseau, avec les ouvrages et les compteurs", 10),
    "VP.237": Part("Mise à jour du plan chaque année", 5),
    "VP.238": Part("Inventaire des tronçons, avec leur linéaire", None),
    "VP.239": Part("Part du linéaire dont matériau et diamètre sont connus", 15),
    "VP.240": Part("Mise à jour de l’inventaire chaque année", None),
    "VP.241": Part("Part du linéaire dont la date de pose est connue", 15),
    "VP.242": Part("Localisation des vannes, ventouses et poteaux incendie", 10),
    "VP.243": Part("Inventaire des pompes et équipements électromécaniques", 10),
    "VP.244": Part("Localisation des branchements", 10),
    "VP.245": Part("Compteurs des abonnés et date de leur pose", 10),
    "VP.246": Part("Localisation des recherches de fuites et de leurs suites", 10),
    "VP.247": Part("Localisation des autres interventions", 10),
    "VP.248": Part("Programme pluriannuel de renouvellement", 10),
    "VP.249": Part("Modélisation du réseau", 5),
}
