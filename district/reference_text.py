"""Text of reference data (plan, indicators), which is adopted in both languages of the portal."""

from typing import NamedTuple


class Text(NamedTuple):
    """One passage in both languages of the portal."""

    en: str
    es: str


def in_both(**texts):
    """Fields of a translated model: title=Text(…) → title_en, title_es."""
    return {f"{field}_{code}": value for field, text in texts.items() for code, value in text._asdict().items()}
