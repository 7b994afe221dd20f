"""What of a text can be printed: every letter that a typeface has, and a visible box for those that none has.

The engine refuses a file in which a letter is missing (PDF/UA-1). So a text passes through here first: nothing is lost
silently, and a pasted Word document, an emoji or a name in Chinese never stops a plan from being printed.
"""

import re
import unicodedata

from district.printing import fonts

BOX = "\u25a1"  # stands for a character that no typeface has
LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Signs that Word takes from its symbol typefaces: bullets, ticks, arrows.
WORD_SIGNS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "➢",
        "\uf076": "❖",
        "\uf0fc": "✓",
        "\uf0fe": "☒",
        "\uf0a8": "☐",
        "\uf06f": "☐",
        "\uf0e0": "→",
        "\uf0e8": "→",
        "\uf04a": "☺",
        "\t": " ",
    }
)
SHAPING = "\u200c\u200d"  # join and do not join: Arabic, Indic scripts, emoji
KEPT_FORMAT = SHAPING + "\u00ad\u200b\u200e\u200f\u061c"  # soft hyphen, break here, and marks of direction
PLAIN = range(0x180)  # Latin with all that English and Spanish need
LONGEST_WORD = 36  # longer ones may break anywhere, or they would run out of their column
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
NEVER_BREAK_BEFORE = ("M", "Sk")  # marks and skin tones belong to what stands before them


class Printer:
    """Makes texts printable and remembers whether a character had to be replaced by a box.

    `plain_only`: Latin letters without loose marks, for a text that the engine refused all the same.
    """

    def __init__(self, *, plain_only=False):
        self.plain_only = plain_only
        self.has_replaced = False

    def text(self, text):
        """The text as it can be printed, its lines divided by newlines."""
        return LONG_WORD.sub(lambda word: with_breaks(word[0]), self.letters(text))

    def letters(self, text):
        """The same without places to break: for a drawing, in which a long word is a path."""
        text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).translate(WORD_SIGNS))
        text = "".join(filter(is_wanted, text))
        return text if text.isascii() else "".join(self.cluster(one) for one in clusters(text))

    def cluster(self, cluster):
        """A letter with its marks: all from one typeface, as the engine needs it, or with boxes for what is not."""
        seen = [char for char in cluster if not is_ignorable(char)]
        alphabets = [PLAIN] if self.plain_only else fonts.alphabets()
        if cluster == "\n" or any(all(is_in(alphabet, char) for char in seen) for alphabet in alphabets):
            return cluster
        self.has_replaced = True
        alphabet = next((one for one in alphabets if seen and is_in(one, seen[0])), frozenset())
        return "".join(char if is_in(alphabet, char) else self.box for char in seen)

    @property
    def box(self):
        return "?" if self.plain_only else BOX

    def data(self, value):
        """The same for every text in data of lists and dictionaries; what is called `svg` is a drawing."""
        if isinstance(value, dict):
            return {key: self.letters(one) if key == "svg" else self.data(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.data(one) for one in value]
        if value is None or isinstance(value, (bool, int, float)):
            return value
        return self.text(str(value))


def is_wanted(char):
    """Not a control character, nor an invisible sign that can turn a line around or hide in it."""
    category = unicodedata.category(char)
    return char == "\n" or char in KEPT_FORMAT or category not in ("Cc", "Cf")


def is_in(alphabet, char):
    """Whether a typeface has the letter. Signs for private use mean nothing to a reader, and PDF/A refuses them."""
    return ord(char) in alphabet and unicodedata.category(char) != "Co"


def is_ignorable(char):
    return char in KEPT_FORMAT or "\ufe00" <= char <= "\ufe0f"


def clusters(text):
    """A text in pieces that are drawn together: a letter with its marks, an emoji with what is joined to it."""
    found, joins = [], False
    for char in text:
        category = unicodedata.category(char)
        if found and (joins or char in SHAPING or category.startswith(NEVER_BREAK_BEFORE)):
            found[-1] += char
        else:
            found.append(char)
        joins = char == "\u200d"
    return found


def with_breaks(word):
    """A long word with unseen places where it may break: never inside a cluster, and after the signs of an address."""
    pieces, since = [], 0
    for cluster in clusters(word):
        pieces.append(cluster)
        since += 1
        if since >= 12 or cluster in "/?&=-_.":
            pieces.append("\u200b")
            since = 0
    return "".join(pieces)
