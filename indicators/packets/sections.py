"""The sections of a packet. Each app gives its own; the roof lists all (`settings.PACKET_SECTIONS`)."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings


@dataclass(frozen=True)
class Section:
    """`blocks(composition)` gives what is printed (`district.printing.blocks`), in the language that is active; the
    first block is a heading of level 1, or there are none where there is nothing to say.

    `needs_schools`: it is about the schools that were chosen, and empty where none were. `always`: part of
    every packet.
    """

    code: str
    label: str
    says: str
    blocks: Callable
    needs_schools: bool = False
    always: bool = False


def sections():
    """{code: Section} in the order in which they are printed."""
    return {one.code: one for one in import_module(settings.PACKET_SECTIONS).SECTIONS}


def chosen(codes):
    """The sections of a packet in the order of the list; codes that this version no longer knows are left out."""
    return [one for one in sections().values() if one.always or one.code in codes]
