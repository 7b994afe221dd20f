"""What became of a text, word by word."""

import difflib
import re

SAME, GONE, NEW = "same", "gone", "new"


def word_pieces(before, after):
    """The way from one text to another as pieces of ("same" | "gone" | "new", text), in runs of whole words."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    pieces = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append((SAME, "".join(old[a:b])))
            continue
        if a < b:
            pieces.append((GONE, "".join(old[a:b])))
        if c < d:
            pieces.append((NEW, "".join(new[c:d])))
    return pieces
