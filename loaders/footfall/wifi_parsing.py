"""Sessions of any log: checked against each other and the clock, then pseudonymised."""

from dataclasses import dataclass, field

import polars as pl

from data.calendar import paris_day
from data.footfall.publication import SESSION
from loaders.footfall import pseudonyms
from loaders.pipeline import Batch

PARIS = "Europe/Paris"
DAY_S = 24 * 3600
LANGUAGE = r"^([a-z]{2})(?:[-_].*)?$"
MAC_DIGITS = r"^[0-9A-F]{12}$"
IDENTITY = ["session", "start_s"]

FAULTS = {
    "BORNE_INCONNUE": "La borne de cette session n’est rattachée à aucun site : chargez d’abord "
    "les sites et les bornes (sources « sites » et « bornes »), puis relancez.",
    "HEURE_FUTURE": "La session commence ou finit dans l’avenir : vérifiez l’horloge et le fuseau "
    "du serveur (heure de Paris, ou décalage écrit).",
    "FIN_AVANT_DEBUT": "La session finit avant d’avoir commencé : vérifiez les deux colonnes.",
    "SESSION_TROP_LONGUE": "La session dure plus de 24 h : sa fin n’a sans doute pas été reçue.",
    "SESSION_EN_DOUBLE": "Cette session figure déjà dans le fichier : une seule ligne est gardée.",
}


@dataclass(frozen=True)
class Sessions(Batch):
    """Pseudonymised sessions: `rows` hold SESSION, line_number and session_key, which is null
    except on days whose key is kept. `keys` are the secrets used, by period."""

    keys: pseudonyms.Keys = field(default_factory=dict)


def checked_sessions(rows: pl.DataFrame, now_s: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sessions that can be counted, and [line_number, code, reason] of the others.

    `rows` hold line_number, session, site_id, start_s, stop_s (null: still open).
    """
    masks = _faults(rows, now_s)
    bad = masks.select(pl.any_horizontal(pl.all())).to_series()
    reasons = [pl.when(code).then(pl.lit(reason)) for code, reason in FAULTS.items()]
    rejected = masks.filter(bad).select(
        rows["line_number"].filter(bad),
        code=pl.coalesce(pl.when(code).then(pl.lit(code)) for code in FAULTS),
        reason=pl.concat_str(reasons, separator=" ", ignore_nulls=True),
    )
    return (rows.filter(~bad) if bad.any() else rows), rejected


def _faults(rows: pl.DataFrame, now_s: int) -> pl.DataFrame:
    """One mask a code: every fault of a row at once."""
    start_s, stop_s = pl.col("start_s"), pl.col("stop_s")
    return rows.select(
        pl.col("site_id").is_null().alias("BORNE_INCONNUE"),
        (pl.max_horizontal(start_s, stop_s) > now_s).alias("HEURE_FUTURE"),
        (stop_s < start_s).fill_null(False).alias("FIN_AVANT_DEBUT"),
        (stop_s - start_s > DAY_S).fill_null(False).alias("SESSION_TROP_LONGUE"),
        _repeated(rows).alias("SESSION_EN_DOUBLE"),
    )


def _repeated(rows: pl.DataFrame) -> pl.Series:
    """Rows of a session that another row tells better: the one that ends last, then the first."""
    identity = rows.select("line_number", *IDENTITY, "stop_s").filter(
        rows.select(IDENTITY).is_duplicated()
    )
    kept = identity.sort("stop_s", "line_number", descending=[True, False], nulls_last=True).unique(
        IDENTITY, keep="first", maintain_order=True
    )
    dropped = identity.join(kept, on="line_number", how="anti")["line_number"]
    return rows["line_number"].is_in(dropped.implode())


def pseudonymised(
    rows: pl.DataFrame, stored: pseudonyms.Keys, now_s: int
) -> tuple[pl.DataFrame, pseudonyms.Keys]:
    """Sessions without anything of the person, and the keys used, new or `stored`.

    A session without end is still open: it lasts until now when it began today or less than 24 h
    ago; beyond, its length is unknown (null).
    """
    local = local_start()
    # Of today too: on the day of 25 hours, an open session may be older than 24.
    recent = (pl.col("start_s") >= now_s - DAY_S) | (local.dt.date() == paris_day(now_s))
    still_open = pl.col("stop_s").is_null() & recent
    rows = rows.with_columns(
        day=local.dt.date(),
        hour=local.dt.hour(),
        stop_s=pl.when(still_open).then(now_s).otherwise("stop_s"),
        language=pl.col("language").str.to_lowercase().str.extract(LANGUAGE),
        terminal=_terminal(pl.col("terminal")),
        consent=pl.col("consent").fill_null(False),
    ).with_columns(
        period=pl.col("day").dt.to_string("%Y-%m-%d"),
        year=pl.format("year:{}", pl.col("day").dt.year()),
    )
    keys = pseudonyms.completed_keys(stored, [*rows["period"].unique(), *rows["year"].unique()])
    today = str(paris_day(now_s))
    waiting = pl.col("period").is_in([*stored, today])
    # Who opens a session is hashed with the session: its identifier alone may name a person.
    secret = rows.select(
        session=pl.when(waiting).then(pl.format("{} {}", "session", "start_s")),
        consenting=pl.when("consent").then("terminal"),
    )
    return rows.with_columns(
        terminal=pseudonyms.daily_pseudonyms(rows["period"], rows["terminal"], keys),
        consented_terminal=pseudonyms.long_pseudonyms(rows["year"], secret["consenting"], keys),
        session_key=pseudonyms.long_pseudonyms(rows["period"], secret["session"], keys),
    ).select(
        *(pl.col(name).cast(kind) for name, kind in SESSION.items()), "line_number", "session_key"
    ), keys


def local_start() -> pl.Expr:
    """The start of sessions on the clock of Paris."""
    return pl.from_epoch("start_s").dt.replace_time_zone("UTC").dt.convert_time_zone(PARIS)


def _terminal(text: pl.Expr) -> pl.Expr:
    """A MAC address as 12 capital digits however it is written; any other account as it is."""
    digits = text.str.to_uppercase().str.replace_all(r"[-:.]", "")
    return pl.when(digits.str.contains(MAC_DIGITS)).then(digits).otherwise(text)
