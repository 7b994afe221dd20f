from indicators.models.attacks import Attack
from indicators.models.imports import ImportIssue, ImportRun
from indicators.models.reference import Indicator, IndicatorTarget
from indicators.models.releases import Release, ReleasedFigure
from indicators.models.rollups import DistrictCell, MeasureCell, RollupRun, SchoolYearCell, StaleCell
from indicators.models.stamps import PublicationStamp
from indicators.models.values import ComputedFigure, Confirmation, IndicatorValue, RawCellView, SuppressionRule

__all__ = [
    "Attack",
    "ComputedFigure",
    "Confirmation",
    "DistrictCell",
    "ImportIssue",
    "ImportRun",
    "Indicator",
    "IndicatorTarget",
    "IndicatorValue",
    "MeasureCell",
    "PublicationStamp",
    "RawCellView",
    "Release",
    "ReleasedFigure",
    "RollupRun",
    "SchoolYearCell",
    "StaleCell",
    "SuppressionRule",
]
