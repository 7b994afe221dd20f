"""Adopted reference data of `indicators`: the equity indicators of a plan, and the context figures the state prints."""

from indicators.reference.context import CONTEXT
from indicators.reference.hartford_2015 import EQUITY

INDICATORS = [*EQUITY, *CONTEXT]
