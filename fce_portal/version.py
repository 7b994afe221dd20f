"""Which version of the portal this is. It stands in one place, `pyproject.toml`, and is read from there."""

import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def portal_version():
    """The version of this code, as “0.1.0” (docs/releasing.md says when it changes)."""
    return tomllib.loads(PROJECT.read_text())["project"]["version"]
