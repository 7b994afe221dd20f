"""The parts of a printed document. Each function gives a block for `Document.blocks`; texts are plain texts.

A cell of a table, and the value of a fact, is a text or a list of lines; a line is a text, `soft(…)`, `strong(…)` or
`status(…)`. Empty ones are left out, so callers need not ask.
"""


def contents(title):
    """What stands on which page: the headings of the first two levels. Its title is no heading itself."""
    return {"block": "contents", "title": title}


def new_page():
    """What follows begins on a page of its own."""
    return {"block": "new-page"}


def heading(text, level=1):
    """A heading below the title; levels 1 to 3, none left out."""
    return {"block": "heading", "text": text, "level": level}


def paragraph(text):
    """What somebody wrote, in its own lines."""
    return {"block": "paragraph", "text": text}


def note(text):
    """Small print: what the portal says about the document."""
    return {"block": "note", "text": text}


def box(title, text):
    """Something that stands out, with a title."""
    return {"block": "box", "title": title, "text": text}


def bullets(items):
    return {"block": "bullets", "items": [lines(item) for item in items]}


def facts(pairs):
    """Names and values of one thing; pairs without a value are left out."""
    return {"block": "facts", "pairs": [[name, found] for name, value in pairs if (found := lines(value))]}


def table(caption, headers, rows, widths, numbers=()):
    """A table with its caption; the head comes again on each page.

    `widths`: the share of each column. `numbers`: the columns (from 0) whose figures stand to the right.
    """
    cells = [[lines(cell) for cell in row] for row in rows]
    return {
        "block": "table",
        "caption": caption,
        "headers": headers,
        "rows": cells,
        "widths": widths,
        "numbers": list(numbers),
    }


def small(block):
    """The same in smaller letters: for a table with many columns."""
    return {**block, "small": True}


def figure(svg, alternative, caption, share=1):
    """A drawing (`pictures.chart`), what it shows in words for those who do not see it, and its caption.

    `share`: how much of the width of the page it takes, so that its letters have the size of the text.
    """
    return {"block": "figure", "svg": svg, "alternative": alternative, "caption": caption, "share": share}


def legend(marks):
    """What the marks of a drawing mean: pairs of an SVG and a word."""
    return {"block": "legend", "marks": [{"svg": svg, "label": label} for svg, label in marks]}


# ---------------------------------------------------------------------- lines of a cell


def soft(text):
    return {"text": text, "tone": "soft"} if text else None


def strong(text):
    return {"text": text, "tone": "strong"} if text else None


def status(label, kind):
    """A state, in a word and with a shape; `kind` as in `components/status_tag.html`."""
    return {"text": label, "status": kind}


def unbroken(text):
    """A short text that stays on one line, such as a day."""
    return text.replace(" ", "\u00a0")


def lines(value):
    found = value if isinstance(value, (list, tuple)) else [value]
    plain = ({"text": one} if not isinstance(one, dict) else one for one in found if one not in (None, ""))
    return list(plain)
