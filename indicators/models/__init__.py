from indicators.models.attacks import Attack
from indicators.models.comments import IndicatorComment
from indicators.models.definitions import DefinitionChange
from indicators.models.gap_targets import GapTarget
from indicators.models.imports import ImportIssue, ImportRun
from indicators.models.packets import Packet, PacketSchedule
from indicators.models.peers import PeerDistrict, PeerFigure, PeerSetting
from indicators.models.reference import Indicator, IndicatorTarget
from indicators.models.releases import Release, ReleasedFigure
from indicators.models.rollups import DistrictCell, MeasureCell, RollupRun, SchoolYearCell, StaleCell
from indicators.models.rule_changes import RuleChange, RulePreview
from indicators.models.stamps import PublicationStamp
from indicators.models.targets import TargetBaseline, TargetCycle
from indicators.models.values import ComputedFigure, Confirmation, IndicatorValue, SuppressionRule

__all__ = [
    "Attack",
    "ComputedFigure",
    "Confirmation",
    "DefinitionChange",
    "DistrictCell",
    "GapTarget",
    "ImportIssue",
    "ImportRun",
    "Indicator",
    "IndicatorComment",
    "IndicatorTarget",
    "IndicatorValue",
    "MeasureCell",
    "Packet",
    "PacketSchedule",
    "PeerDistrict",
    "PeerFigure",
    "PeerSetting",
    "PublicationStamp",
    "Release",
    "ReleasedFigure",
    "RollupRun",
    "RuleChange",
    "RulePreview",
    "SchoolYearCell",
    "StaleCell",
    "SuppressionRule",
    "TargetBaseline",
    "TargetCycle",
]
