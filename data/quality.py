"""Quality of data as named values: stable codes, French texts beside them."""

from dataclasses import dataclass, field

from data.buildings.notices import BUILDING_NOTICES
from data.inclusion.notices import INCLUSION_NOTICES
from data.lighting.notices import LIGHTING_NOTICES
from data.severity import Severity
from data.water.notices import WATER_NOTICES

__all__ = ["NOTICES", "Notice", "Severity"]


@dataclass(frozen=True)
class Notice:
    """One fact about data that a reader should know, with what fills its text."""

    code: str
    facts: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        return NOTICES[self.code][0]

    @property
    def text(self) -> str:
        """The French sentence; numbers in `facts` arrive already formatted."""
        return NOTICES[self.code][1].format(**self.facts)


NOTICES: dict[str, tuple[Severity, str]] = {
    # The viewer's choice.
    "TERRITOIRE_INCONNU": (
        Severity.WARNING,
        "Le territoire demandé (« {value} ») n’est pas connu : tout le syndicat est affiché.",
    ),
    "PERIODE_INCONNUE": (
        Severity.WARNING,
        "La période demandée (« {value} ») n’est pas connue : les douze derniers mois sont "
        "affichés.",
    ),
    "DATE_ILLISIBLE": (
        Severity.WARNING,
        "La date « {value} » ne se lit pas : la période par défaut est affichée.",
    ),
    "DATES_INVERSEES": (
        Severity.INFO,
        "La date de fin précédait la date de début : elles ont été échangées.",
    ),
    "DATE_FUTURE": (
        Severity.INFO,
        "La période demandée dépasse hier, dernier jour complet : elle s’arrête là.",
    ),
    "COMPARAISON_INCONNUE": (
        Severity.WARNING,
        "La comparaison demandée (« {value} ») n’est pas connue : l’année précédente est affichée.",
    ),
    # What a load found.
    "DATES_AMERICAINES": (
        Severity.WARNING,
        "Les dates de « {column} » sont écrites mois puis jour, comme 12/31/2026 : aucune n’est "
        "lue, car 01/02/2026 aurait deux sens. Exportez-les en jour/mois/année, ou en 2026-12-31.",
    ),
    "HEURE_INEXISTANTE": (
        Severity.INFO,
        "{rows} heures tombent dans le saut de l’heure d’été ; elles sont lues une heure plus "
        "tard.",
    ),
    "COORDONNEES_INVERSEES": (
        Severity.WARNING,
        "Latitude et longitude étaient échangées sur {rows} lignes ; elles ont été remises en "
        "ordre. Corrigez le fichier d’origine.",
    ),
    # What a load of counters found.
    "COMPTEURS_SANS_DONNEES": (
        Severity.WARNING,
        "Compteurs sans aucune valeur dans ce fichier, laissés de côté : {names}.",
    ),
    "COMPTEURS_TEMOINS": (
        Severity.INFO,
        "Compteurs témoins d’un lieu déjà compté, gardés à part et jamais additionnés : {names}.",
    ),
    "COMPTEURS_SANS_COMMUNE": (
        Severity.WARNING,
        "Lieux de comptage sans commune connue : {names}. Ils comptent pour tout le syndicat "
        "seulement ; ajoutez-les à data/reference/counter_places.csv.",
    ),
    "TOTAUX_VERIFIES": (
        Severity.INFO,
        "Totaux égaux à la somme de leurs parties sur chaque ligne, donc non comptés : {names}.",
    ),
    "TOTAL_DIFFERENT": (
        Severity.WARNING,
        "« {total} » diffère de {parts} sur {rows} lignes : ce sont les parties qui comptent.",
    ),
    "SENS_MANQUANT": (
        Severity.WARNING,
        "{place} : un seul des deux sens est compté sur {rows} lignes ; leur somme y est absente.",
    ),
    "SENS_ET_TOTAL_DIFFERENTS": (
        Severity.WARNING,
        "{place} : sur {days} jours, le total donné par la source ({own}) diffère de la somme des "
        "deux sens ({ways}) ; le total de la source est retenu.",
    ),
    "HEURE_REPETEE_UNIQUE": (
        Severity.INFO,
        "Le {day} dure 25 heures et le fichier en a {lines} : l’heure répétée n’a qu’une ligne, "
        "placée sur son premier passage ; le second est noté manquant.",
    ),
    "CELLULES_ILLISIBLES": (
        Severity.WARNING,
        "Cellules qui ne sont pas un nombre entier positif, laissées de côté : {cells} ({named}).",
    ),
    # What a load of sessions found.
    "BORNES_INCONNUES": (
        Severity.WARNING,
        "Bornes rattachées à aucun site, dont les sessions sont mises de côté : {names}. "
        "Ajoutez-les à la liste des bornes, puis rechargez.",
    ),
    # What a load of sites found.
    "SITE_HORS_TERRITOIRE": (
        Severity.WARNING,
        "Sites hors du territoire, ou de commune incertaine : {rows} sur {all} ({names}). Ils sont "
        "chargés et comptent pour tout le syndicat seulement.",
    ),
    "TYPE_DE_LIEU_INCONNU": (
        Severity.WARNING,
        "Types de lieu inconnus, rangés dans « Autre » : {names}.",
    ),
    "TYPE_DE_LIEU_DEDUIT": (
        Severity.INFO,
        "Type de lieu lu dans le nom du site, faute d’être indiqué : {rows} sites.",
    ),
    "SITES_NON_OPERATIONNELS": (
        Severity.INFO,
        "Sites qui ne sont pas en service d’après le fichier : {rows} ({names}).",
    ),
    "SITES_SANS_CODE": (
        Severity.WARNING,
        "Sites sans identifiant, désignés par leur nom : {rows} ({names}).",
    ),
    "DONNEES_EN_RETARD": (
        Severity.WARNING,
        "Les données s’arrêtent au {until} ; la fin de la période n’est pas comptée.",
    ),
    # What the answer covers.
    "SITES_SOUS_SEUIL": (
        Severity.INFO,
        "Journées non publiées, car comptant moins de {threshold} terminaux : {hidden} sur {all} "
        "(secret statistique). Le total réel est plus élevé d’au plus {margin} terminaux.",
    ),
    "MOIS_ENTIERS": (
        Severity.INFO,
        "Ces chiffres sont publiés par mois entiers : ici {months}.",
    ),
    "MOIS_EN_COURS": (
        Severity.INFO,
        "Publié par mois entier : le mois en cours paraîtra à sa fin.",
    ),
    "ANNEE_INCOMPLETE": (
        Severity.INFO,
        "La période fait moins d’un an : cette part n’est pas celle d’une année.",
    ),
    "NON_CALE": (
        Severity.INFO,
        "Rapport non calé : il ne convertit pas des terminaux en visiteurs.",
    ),
    "DONNEES_SIMULEES": (Severity.WARNING, "Données simulées, pour la démonstration."),
    "MAGASIN_INJOIGNABLE": (
        Severity.WARNING,
        "La base de données ne répond pas. Dernière lecture : {read_at}.",
    ),
    **BUILDING_NOTICES,
    **LIGHTING_NOTICES,
    **INCLUSION_NOTICES,
    **WATER_NOTICES,
}
