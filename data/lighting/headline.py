"""The headline of public lighting: its key figures, read from a few rows each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Row, case, func, literal, select

from data import schema
from data.buildings.shown_months import compared_with, twelve_months
from data.key_figure import KeyFigure
from data.lighting.scope import within
from data.lighting.scope_months import ScopeMonths, is_cabinet, scope_months, shown_months
from data.lighting.splits import Change, month_changes
from data.selection import Selection
from data.targets import with_targets
from data.viewing import today

W_PER_KW = 1000
STATE = schema.light_cabinet_state.c


@dataclass(frozen=True)
class Headline:
    """The key figures of a selection, and what they rest on."""

    figures: dict[str, KeyFigure]
    points: int
    cabinets: int
    # The most that were billed in one of the months.
    billed: int
    # The whole months that stand for the period, and those they are compared with.
    months: list[date]
    compared: list[date]


def headline(engine: Engine, selection: Selection) -> Headline:
    """The key figures of the page, by indicator key, with their perimeter.

    Sums are those of `months`; per point and per inhabitant they are of the twelve months that
    end with the last of them; the stock is that of today.
    """
    scope, months = selection.scope, shown_months(engine, selection)
    compared, year = compared_with(months, selection.comparison), twelve_months(months[-1])
    sums = scope_months(engine, scope, {*months, *compared, *year})
    changes = month_changes(engine, scope, months, selection.comparison)
    stock = stock_row(engine, scope)
    figures = [
        *_bill_figures(sums, changes, months),
        *_year_figures(sums, year),
        *_saved_figures(sums, months, compared),
        *(_stock_figures(engine, scope, stock) if stock else []),
    ]
    return Headline(
        with_targets(engine, selection, figures),
        stock.points if stock else 0,
        max(sums.most("cabinets", months), stock.cabinets if stock else 0),
        sums.most("billed", months),
        months,
        compared,
    )


def stock_row(engine: Engine, scope: str) -> Row | None:
    """The stock of a territory or of a cabinet today; None without any."""
    statement = select(schema.light_scope).where(schema.light_scope.c.scope == scope)
    with engine.connect() as connection:
        return connection.execute(_cabinet_stock(scope) if is_cabinet(scope) else statement).first()


def _cabinet_stock(scope: str) -> object:
    """One cabinet, in the columns of a territory that its figures read."""
    off = case((STATE.off_at_2h, STATE.points), else_=0)
    scheduled = case((STATE.off_at_2h.is_not(None), STATE.points), else_=0)
    return (
        select(
            schema.light_cabinet_state,
            literal(1).label("cabinets"),
            off.label("off_at_2h_points"),
            scheduled.label("scheduled_points"),
            (literal(today().year) - STATE.mean_year).label("mean_age_years"),
            (STATE.full_hours_year - STATE.hours_year).label("dark_hours_year"),
        )
        .join_from(
            schema.light_cabinet_state,
            schema.light_cabinet,
            schema.light_cabinet.c.cabinet_id == STATE.cabinet_id,
        )
        .where(within(scope))
    )


def _figure(key: str, value: float | None, facts: dict[str, object], **pair: object) -> KeyFigure:
    return KeyFigure(key, value, facts={**facts, key: value}, **pair)


def _bill_figures(
    sums: ScopeMonths, changes: dict[date, Change], months: list[date]
) -> list[KeyFigure]:
    """Energy and euros billed, compared on the cabinets billed both times."""
    kwh, eur = sums.total("measured_kwh", months), sums.total("eur", months)
    fixed = sums.total("subscription_eur", months)
    billed = {
        "billed": sums.most("billed", months),
        "cabinets": sums.most("cabinets", months),
    }
    energy = None if eur is None else eur - (fixed or 0.0)
    parts = {"energy_eur": energy, "subscription_eur": fixed, **billed}
    return [
        _figure("light_kwh", kwh, billed, **_pair(changes, "kwh")),
        _figure("light_eur", eur, parts, **_pair(changes, "eur")),
    ]


def _pair(changes: dict[date, Change], unit: str) -> dict[str, float | None]:
    names = {"comparable": unit, "before": f"{unit}_before"}
    found = {key: sum(c[name] for c in changes.values()) for key, name in names.items()}
    return found if any(found.values()) else dict.fromkeys(names)


def _year_figures(sums: ScopeMonths, year: list[date]) -> list[KeyFigure]:
    """kWh of twelve months by point and by inhabitant of what is billed; None when one lacks.

    Twelve times the kWh ÷ the sum over months of the points (inhabitants) billed.
    """
    kwh = sums.total("measured_kwh", year)
    whole = len(sums.known("measured_kwh", year)) == len(year)
    figures = []
    for key, column, fact in (
        ("light_kwh_per_point", "billed_points", "billed_points"),
        ("light_kwh_per_inhabitant", "billed_population", "population"),
    ):
        over = (sums.total(column, year) or 0) / len(year)
        value = kwh / over if whole and over > 0 else None
        facts = {"light_kwh": kwh, fact: round(over) or None}
        figures.append(_figure(key, value, facts))
    return figures


def _saved_figures(sums: ScopeMonths, months: list[date], compared: list[date]) -> list[KeyFigure]:
    """What schedules save against the same lamps lit all night, in kWh and at the billed price."""
    now, before = (_saved(sums, each) for each in (months, compared))
    pair = {} if None in (now, before) else {"comparable": now, "before": before}
    price = sums.price_eur_kwh(months)
    energy = {name: sums.total(name, months) for name in ("full_kwh", "expected_kwh")}
    eur = None if None in (now, price) else now * price
    return [
        _figure("light_saved_kwh", now, energy, **pair),
        _figure("light_saved_eur", eur, {"light_saved_kwh": now, "price_eur_kwh": price}),
    ]


def _saved(sums: ScopeMonths, months: list[date]) -> float | None:
    full, expected = (sums.known(name, months) for name in ("full_kwh", "expected_kwh"))
    known = len(full) == len(expected) == len(months) > 0
    return sum(full) - sum(expected) if known else None


def _stock_figures(engine: Engine, scope: str, stock: Row) -> list[KeyFigure]:
    with_power, scheduled = stock.points_with_power, stock.scheduled_points
    w_per_point = W_PER_KW * stock.power_kw / with_power if with_power else None
    off = 100 * stock.off_at_2h_points / scheduled if scheduled else None
    power = {"power_kw": stock.power_kw, "points_with_power": with_power}
    years = {"points_with_year": getattr(stock, "points_with_year", stock.points)}
    offs = {"off_at_2h_points": stock.off_at_2h_points, "scheduled_points": scheduled}
    return [
        _figure("light_w_per_point", w_per_point, power),
        _led_figure(engine, scope, stock),
        _figure("light_mean_age_years", stock.mean_age_years, years),
        _figure("light_off_share_pct", off, offs),
        _dark_figure(engine, scope, stock),
        *([] if is_cabinet(scope) else [_fault_figure(engine, stock)]),
    ]


def _led_figure(engine: Engine, scope: str, stock: Row) -> KeyFigure:
    row = schema.light_stock.c
    points = stock.points
    if not is_cabinet(scope):
        statement = select(func.sum(row.points)).where(row.scope == scope, row.lamp != "unknown")
        with engine.connect() as connection:
            points = connection.scalar(statement) or 0
    share = 100 * stock.led_points / points if points else None
    return _figure("light_led_share_pct", share, {"led_points": stock.led_points, "points": points})


def _dark_figure(engine: Engine, scope: str, stock: Row) -> KeyFigure:
    """The mean of points; the hours of a night to light are those of the same points."""
    weighted = func.sum(STATE.points * STATE.full_hours_year), func.sum(STATE.points)
    statement = (
        select(*weighted)
        .join_from(
            schema.light_cabinet_state,
            schema.light_cabinet,
            schema.light_cabinet.c.cabinet_id == STATE.cabinet_id,
        )
        .where(within(scope), STATE.full_hours_year.is_not(None))
    )
    with engine.connect() as connection:
        hours, points = connection.execute(statement).one()
    full = hours / points if points else None
    dark = stock.dark_hours_year
    lit = None if None in (full, dark) else full - dark
    return _figure("light_dark_hours_year", dark, {"full_hours": full, "hours": lit})


def _fault_figure(engine: Engine, stock: Row) -> KeyFigure:
    """100 × faults of twelve months ÷ points; None where the store has no fault at all."""
    with engine.connect() as connection:
        followed = connection.execute(select(schema.light_fault.c.fault_id).limit(1)).first()
    rate = 100 * stock.faults_year / stock.points if followed and stock.points else None
    facts = {
        "faults": stock.faults_year if followed else None,
        "points": stock.points,
        "repair_h": stock.repair_h,
    }
    return _figure("light_fault_rate_pct", rate, facts)
