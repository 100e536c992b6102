"""The territory: communes, EPCI and départements of the syndicate, read from a folder."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

LEVELS = ("communes", "epci", "departements")
# Drawn beside the outlines; a folder may have none.
RIVERS = "rivers"
COMMUNE_CODE = re.compile(r"(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-578])\d{3}")
# INSEE type of article ("type de liaison") of a name.
WITH_LE, WITH_LA, WITH_LES, WITH_ELISION = 2, 3, 4, 5


@dataclass(frozen=True)
class Commune:
    """A commune of the territory; None where the source says nothing."""

    code: str
    name: str
    article: int
    departement: str
    epci: str | None
    population: int | None
    siren: str | None
    postcodes: tuple[str, ...]
    town_hall_lat: float | None
    town_hall_lon: float | None

    @property
    def located_in(self) -> str:
        """ "à Tours", "au Mans", "aux Montils", "à La Riche"."""
        for article, start, phrase in ((WITH_LE, "Le ", "au "), (WITH_LES, "Les ", "aux ")):
            if self.article == article and self.name.startswith(start):
                return phrase + self.name.removeprefix(start)
        return f"à {self.name}"


@dataclass(frozen=True)
class Departement:
    """A département of the territory."""

    code: str
    name: str
    article: int

    @property
    def located_in(self) -> str:
        """ "en Indre-et-Loire", "dans le Loir-et-Cher", "dans l'Indre", "à Mayotte"."""
        if self.article == WITH_ELISION:
            return f"dans l'{self.name}"
        definite = {WITH_LE: "le", WITH_LA: "la", WITH_LES: "les"}.get(self.article)
        if definite:
            return f"dans {definite} {self.name}"
        return f"en {self.name}" if "-et-" in self.name else f"à {self.name}"


@dataclass(frozen=True)
class Epci:
    """An EPCI with at least one commune in the territory; only those communes are counted."""

    code: str
    full_name: str
    kind: str
    communes: tuple[str, ...]
    communes_total: int
    departements: tuple[str, ...]
    departements_outside: tuple[str, ...]

    @property
    def partial(self) -> bool:
        """Whether part of the EPCI lies outside the territory."""
        return len(self.communes) < self.communes_total

    @property
    def name(self) -> str:
        """The full name; for an EPCI that straddles the border, what is counted is said."""
        if not self.partial:
            return self.full_name
        counted = f"{len(self.communes)} communes sur {self.communes_total}"
        return f"{self.full_name} ({counted})"

    @property
    def located_in(self) -> str:
        """ "dans la communauté de communes …", "sur le territoire de Tours Métropole …"."""
        if self.full_name.startswith(("Communauté", "Métropole")):
            return f"dans la {self.name[0].lower()}{self.name[1:]}"
        return f"sur le territoire de {self.name}"


@dataclass(frozen=True)
class Territory:
    """All that is known of the territory; `load_territory` reads it once per folder."""

    folder: Path
    communes: tuple[Commune, ...]
    epcis: tuple[Epci, ...]
    departements: tuple[Departement, ...]
    changes: dict[str, tuple[str, date | None, str]]
    arrondissements: dict[str, tuple[str, tuple[str, ...]]]
    by_code: dict[str, Commune | Epci | Departement]
    by_postcode: dict[str, tuple[str, ...]]

    def commune(self, code: str) -> Commune | None:
        """The commune of an INSEE code, None outside the territory."""
        return self._found(code, Commune)

    def epci(self, code: str) -> Epci | None:
        """The EPCI of a SIREN code, None outside the territory."""
        return self._found(code, Epci)

    def departement(self, code: str) -> Departement | None:
        """The département of a code, None outside the territory."""
        return self._found(code, Departement)

    def _found(self, code: str, kind: type) -> Commune | Epci | Departement | None:
        found = self.by_code.get(code)
        return found if isinstance(found, kind) else None

    @property
    def population(self) -> int:
        """Inhabitants of the territory (communes of unknown population left out)."""
        return sum(c.population for c in self.communes if c.population is not None)

    @property
    def located_in(self) -> str:
        """ "en Indre-et-Loire et dans le Loir-et-Cher"."""
        *firsts, last = [d.located_in for d in self.departements]
        return f"{', '.join(firsts)} et {last}" if firsts else last

    def scopes(self) -> tuple[str, ...]:
        """Every territory that a viewer can choose, without the sites."""
        return (
            "syndicat",
            *(f"departement:{d.code}" for d in self.departements),
            *(f"epci:{e.code}" for e in self.epcis),
            *(f"commune:{c.code}" for c in self.communes),
        )

    def place(self, scope: str) -> Commune | Epci | Departement | None:
        """What `departement:37`, `epci:…` or `commune:…` names; None for any other scope."""
        kind, _, code = scope.partition(":")
        kinds = {"departement": Departement, "epci": Epci, "commune": Commune}
        return self._found(code, kinds[kind]) if kind in kinds else None

    def commune_codes(self, scope: str = "syndicat") -> tuple[str, ...]:
        """Codes of the communes in a scope; empty for an unknown one."""
        if scope == "syndicat":
            return tuple(c.code for c in self.communes)
        place = self.place(scope)
        if isinstance(place, Epci):
            return place.communes
        if isinstance(place, Departement):
            return tuple(c.code for c in self.communes if c.departement == place.code)
        return (place.code,) if place else ()

    def outline_path(self, level: str) -> Path:
        """The GeoJSON file (`code`, `nom`) of one of LEVELS, or that of RIVERS if there is one."""
        if level not in (*LEVELS, RIVERS):
            raise ValueError(f"niveau inconnu : {level}")
        return self.folder / f"{level}.geojson"

    def current_commune_code(self, code: str, on: date | None = None) -> str:
        """The code that replaced a merged commune's, or the commune of an arrondissement.

        With `on`, a change dated later is not applied; an undated one always is.
        A code without known change is returned as it is, in the territory or not.
        """
        if code in self.arrondissements:
            return self.arrondissements[code][0]
        current, since, _kind = self.changes.get(code, (code, None, ""))
        return code if on and since and on < since else current

    def arrondissement_from_postcode(self, postcode: str) -> str | None:
        """ "75001" -> "75101", for Paris, Lyon and Marseille; None elsewhere."""
        for code, (_commune, postcodes) in self.arrondissements.items():
            if postcode in postcodes:
                return code
        return None

    def commune_from_postcode(self, postcode: str, city_name: str | None = None) -> str | None:
        """Commune of a postal code: its only one, or the one of its communes of that name.

        A code without commune (CEDEX) is looked up by name in the département. None when the
        answer is not certain, or outside the territory (Paris, Lyon and Marseille are known).
        """
        postcode = re.sub(r"\s", "", postcode).zfill(5)
        candidates = self.by_postcode.get(postcode) or tuple(
            c.code for c in self.communes if city_name and c.departement == postcode[:2]
        )
        if postcode in self.by_postcode and len(candidates) == 1:
            return candidates[0]
        wanted = _folded_city(city_name or "")
        named = [code for code in candidates if _folded_city(self.by_code[code].name) == wanted]
        return named[0] if len(named) == 1 else None


def normalise_commune_code(text: str | None) -> str | None:
    """A five-character INSEE code, None when the text holds none.

    "1004" -> "01004" (lost zero), "2a004" -> "2A004", " 37 261 " -> "37261", "37261.0" ->
    "37261" (spreadsheet number).
    """
    code = re.sub(r"\s", "", text or "").upper().removesuffix(".0")
    if re.fullmatch(r"\d{4}", code):
        code = f"0{code}"
    return code if COMMUNE_CODE.fullmatch(code) else None


def _folded_city(name: str) -> str:
    """ "ST-CYR SUR LOIRE CEDEX 2" and "Saint-Cyr-sur-Loire" fold to the same words."""
    bare = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).upper()
    words = re.findall(r"[A-Z]+", re.sub(r"\bCEDEX\b.*", "", letters))
    return " ".join({"ST": "SAINT", "STE": "SAINTE"}.get(word, word) for word in words)


@lru_cache(maxsize=4)
def load_territory(folder: Path) -> Territory:
    """The territory that a folder describes, read once per process."""
    communes = tuple(_commune(row) for row in _rows(folder, "communes"))
    departements = tuple(
        Departement(row["code"], row["nom"], int(row["type_liaison"]))
        for row in _rows(folder, "departements")
    )
    epcis = tuple(_epci(row, communes, departements) for row in _rows(folder, "epci"))
    arrondissements = {
        row["code"]: (row["code_commune"], tuple(row["codes_postaux"].split("|")))
        for row in _rows(folder, "arrondissements")
    }
    return Territory(
        folder=folder,
        communes=communes,
        epcis=epcis,
        departements=departements,
        changes=_changes(folder),
        arrondissements=arrondissements,
        by_code={place.code: place for place in (*communes, *epcis, *departements)},
        by_postcode=_by_postcode(communes, arrondissements),
    )


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        code=row["code"],
        name=row["nom"],
        article=int(row["type_liaison"]),
        departement=row["code_departement"],
        epci=row["code_epci"] or None,
        population=int(row["population"]) if row["population"] else None,
        siren=row["siren"] or None,
        postcodes=tuple(row["codes_postaux"].split("|")) if row["codes_postaux"] else (),
        town_hall_lat=float(row["mairie_lat"]) if row["mairie_lat"] else None,
        town_hall_lon=float(row["mairie_lon"]) if row["mairie_lon"] else None,
    )


def _epci(
    row: dict[str, str], communes: tuple[Commune, ...], departements: tuple[Departement, ...]
) -> Epci:
    touched = tuple(row["departements"].split("|"))
    inside = {d.code for d in departements}
    return Epci(
        code=row["code"],
        full_name=row["nom"],
        kind=row["type"],
        communes=tuple(c.code for c in communes if c.epci == row["code"]),
        communes_total=int(row["communes"]),
        departements=touched,
        departements_outside=tuple(code for code in touched if code not in inside),
    )


def _changes(folder: Path) -> dict[str, tuple[str, date | None, str]]:
    changes = {}
    for row in _rows(folder, "commune_changes"):
        day = date.fromisoformat(row["date"]) if row["date"] else None
        changes[row["from"]] = (row["to"], day, row["kind"])
    return changes


def _by_postcode(
    communes: tuple[Commune, ...], arrondissements: dict[str, tuple[str, tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    pairs = [(postcode, c.code) for c in communes for postcode in c.postcodes]
    for commune, postcodes in arrondissements.values():
        pairs += [(postcode, commune) for postcode in postcodes]
    found: dict[str, set[str]] = {}
    for postcode, code in pairs:
        found.setdefault(postcode, set()).add(code)
    return {postcode: tuple(sorted(codes)) for postcode, codes in found.items()}
