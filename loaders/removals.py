"""All that `python -m loaders remove` can take out of the store, by theme."""

from loaders.buildings.building_removals import BUILDING_REMOVALS
from loaders.inclusion.inclusion_removals import INCLUSION_REMOVALS
from loaders.lighting.lighting_removals import LIGHTING_REMOVALS
from loaders.removing import Removal
from loaders.screens.screen_removals import SCREEN_REMOVALS
from loaders.targets import TARGET_REMOVALS
from loaders.water.personal_removals import PERSONAL_REMOVALS
from loaders.water.water_removals import NETWORK_REMOVALS

BY_KIND: dict[str, Removal] = {
    removal.kind: removal
    for removal in (
        *BUILDING_REMOVALS,
        *LIGHTING_REMOVALS,
        *NETWORK_REMOVALS,
        *PERSONAL_REMOVALS,
        *INCLUSION_REMOVALS,
        *SCREEN_REMOVALS,
        *TARGET_REMOVALS,
    )
}
