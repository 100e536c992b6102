"""The indicator registry: one row says everything a screen, a panel and the methodology need."""

from data.buildings.indicators import BUILDING_INDICATORS
from data.communes.indicators import COMMUNE_INDICATORS
from data.footfall.indicators import FOOTFALL_INDICATORS
from data.inclusion.indicators import INCLUSION_INDICATORS
from data.indicator import Indicator, Target
from data.lighting.indicators import LIGHTING_INDICATORS
from data.water.indicators import WATER_INDICATORS

__all__ = ["INDICATORS", "Indicator", "Target"]

INDICATORS: dict[str, Indicator] = {
    row.key: row
    for row in (
        *FOOTFALL_INDICATORS,
        *BUILDING_INDICATORS,
        *LIGHTING_INDICATORS,
        *WATER_INDICATORS,
        *INCLUSION_INDICATORS,
        *COMMUNE_INDICATORS,
    )
}
