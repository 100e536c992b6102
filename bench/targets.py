"""What the application holds itself to: the only place where a target is written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A limit and its unit; `at_least` when more is better."""

    label: str
    limit: float
    unit: str
    decimals: int = 0
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Whether a measured value keeps to the target."""
        return value >= self.limit if self.at_least else value <= self.limit


TARGETS = {
    "load_s": Target("1 000 000 de sessions, de bout en bout", 15, "s", 1),
    "load_mb": Target("mémoire d’un chargement de sessions", 1000, "Mo"),
    "postgresql_rows_s": Target("lignes de bout en bout vers PostgreSQL", 250_000, "/s", 0, True),
    "rollup_rows_s": Target("sommes par jour ou par mois", 5_000_000, "lignes/s", 0, True),
    "query_ms": Target("une requête d’une page, quel que soit l’historique", 10, "ms", 1),
    "query_ratio": Target("une requête, par rapport au curseur nu", 2, "fois", 1),
    "callback_cpu_ms": Target("processeur par appel d’un graphique", 3, "ms", 1),
    "page_kb": Target("première visite d’une page", 600, "Ko"),
    "page_requests": Target("première visite d’une page", 11, "requêtes"),
    "map_kb": Target("première visite d’une page avec carte", 800, "Ko"),
    "map_requests": Target("première visite d’une page avec carte", 15, "requêtes"),
    "warm_kb": Target("visite suivante", 10, "Ko", 1),
    "first_text_ms": Target("texte de l’accueil à la première visite, en 4G", 1500, "ms"),
    "dom_nodes": Target("nœuds d’une page, dessins compris", 300, "nœuds"),
    "ecoindex": Target("EcoIndex (note A)", 80, "", 0, True),
    "rebuild_s": Target("sommes et modèles des bâtiments refaits", 60, "s", 1),
    "drift_false": Target("fausses alertes de dérive, dix compteurs pendant un an", 1, "", 1),
    "drift_delay_days": Target("retard médian pour une dérive de 10 %", 42, "jours"),
    "drift_s": Target("signatures et dérives de 10 000 compteurs", 60, "s", 1),
    "signatures_s": Target("signatures de 10 000 compteurs sur trois ans", 60, "s", 1),
    "signatures_mb": Target("mémoire de ces signatures", 1500, "Mo"),
    "saving_coverage_least": Target("couverture de l’intervalle à 90 %", 85, "%", 1, True),
    "saving_coverage_most": Target("couverture de l’intervalle à 90 %", 95, "%", 1),
    "saving_bias": Target("biais d’une économie, sans son signe", 1, "point", 2),
    "saving_ms": Target("une économie et son intervalle", 20, "ms", 1),
    "leak_f1": Target("fuites de 3, 6 et 12 % sur débits réels : F1", 75, "%", 0, True),
    "leak_false": Target("fausses alertes de fuite par secteur et par an", 1, "", 2),
    "leak_delay_days": Target("retard médian d’une fuite franche de 12 %", 7, "jours", 1),
    "leak_as_fault": Target("fuites prises pour un défaut de capteur", 0, "%", 1),
    "fault_found": Target("défauts de capteur nommés", 90, "%", 0, True),
    "leak_night_s": Target("fuites d’une nuit, 10 000 séries", 60, "s", 1),
    "leak_year_s": Target("fuites d’une année, 250 secteurs à 30 min", 10, "s", 1),
    "matching_precision": Target("fiches réunies à raison", 95, "%", 1, True),
    "matching_recall": Target("fiches d’un même lieu réunies", 90, "%", 1, True),
    "matching_s": Target("lieux de 5 000 fiches", 5, "s", 1),
    "simulation_ms": Target("une simulation de l’éclairage sur vingt ans", 100, "ms", 1),
}
