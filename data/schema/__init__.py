"""Tables of the store. `raw_` short-lived or protected, `core_` facts, `out_` what screens read.

Times are whole seconds UTC (`_s`), days are local dates (Europe/Paris), months are their first day.
A `scope` names a territory: `syndicat`, `departement:37`, `epci:…`, `commune:…`, `site:…`.
"""

from data.schema.base import metadata
from data.schema.footfall import (
    access_point,
    access_point_state,
    availability_day,
    consented_day,
    footfall_day,
    footfall_month,
    footfall_return,
    footfall_week_hour,
    month_count,
    session,
    site,
    site_day,
    site_hour,
    site_month,
    site_month_total,
    site_return,
    terminal_key,
)
from data.schema.foundation import calendar_day, event, load_run, quarantine, scope, source
from data.schema.series import (
    reading,
    series,
    series_day,
    series_hour,
    series_notice,
    series_scope,
    series_scope_day,
)

__all__ = [
    "access_point",
    "access_point_state",
    "availability_day",
    "calendar_day",
    "consented_day",
    "event",
    "footfall_day",
    "footfall_month",
    "footfall_return",
    "footfall_week_hour",
    "load_run",
    "metadata",
    "month_count",
    "quarantine",
    "reading",
    "scope",
    "series",
    "series_day",
    "series_hour",
    "series_notice",
    "series_scope",
    "series_scope_day",
    "session",
    "site",
    "site_day",
    "site_hour",
    "site_month",
    "site_month_total",
    "site_return",
    "source",
    "terminal_key",
]
