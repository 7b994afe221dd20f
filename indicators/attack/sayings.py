"""What the portal says in whatever form, as texts with what stands around them: pages, drawings, documents, feeds,
files, mails.

A `Saying` is one text and the words that tell what it is about: headings above, caption, head of its row and of its
column, what stands just before. `telling` works out which figures it tells. Nothing here knows a page: a new one is
read like the others.
"""

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree

from indicators.dimensions import Dimension, group_label

NEAR = 3  # so many texts just before one tell what it is about
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
                  "use", "path", "line", "rect", "circle"))  # fmt: skip
INLINE = frozenset(("a", "abbr", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time",
                    "u", "tspan", "wbr", "br", "cite", "q"))  # fmt: skip
SPOKEN_ATTRIBUTES = ("aria-label", "title", "alt", "content", "data-label", "value", "aria-valuetext")
UNSEEN = frozenset(("script", "style", "template", "noscript"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ATOM = "{http://www.w3.org/2005/Atom}"
BREAKS = re.compile("[\u200b\u00ad]")
TAG = re.compile(r"<[a-zA-Z/][^>]*>")
LOOK = ("colours", "icons", "mark", "fonts", "version", "language", "scale")  # of a document: no words
YEAR_KEYS = ("fall_year", "year")
BOOKKEEPING = ("version", "schools_counted", "schools_total", "page", "position")  # numbers of rows, of no student
CODES = ("indicator", "school_code", "school", "dimension", "group", "instrument", "period", "school_year")


@dataclass(frozen=True)
class Saying:
    """A text, and the texts that tell what it is about."""

    text: str
    about: tuple = ()


def clean(text):
    return " ".join(BREAKS.sub("", text).split())


# ---------------------------------------------------------------------- tables


def of_table(about, rows):
    """Each cell of a grid with the head of its column and of its row; the first row is the head."""
    if not rows:
        return
    heads = rows[0]
    yield from (Saying(text, about) for text in heads if text)
    for row in rows[1:]:
        for place, text in enumerate(row):
            if text:
                head = heads[place] if place < len(heads) else ""
                first = row[0] if place else ""
                yield Saying(text, (*about, first, head))


def of_records(rows):
    """Rows of a file as {header: value}: each value with its header and with all other words of its row."""
    for row in rows:
        known = tuple(_in_words(name, value) for name, value in row.items() if _is_word(name, value))
        known += _group_of(row)
        for name, value in row.items():
            if value not in (None, "") and str(name) not in BOOKKEEPING and not _is_word(name, value):
                yield from _of_value(value, (*known, str(name)))


def _group_of(row):
    """The words for the codes of a group."""
    dimension, group = row.get("dimension"), row.get("group")
    if dimension in Dimension.values and isinstance(group, str):
        return (str(group_label(dimension, group)),)
    return ()


def _is_word(name, value):
    """Whether a cell says what its row is about: a code, a name, a year."""
    return str(name) in YEAR_KEYS or str(name) in CODES or (isinstance(value, str) and not re.search(r"\d", value))


def _in_words(name, value):
    if str(name) in YEAR_KEYS and str(value).isdecimal():
        return f"{value}-{(int(value) + 1) % 100:02d}"
    return str(value)


def _of_value(value, about):
    if isinstance(value, dict):
        yield from of_records([value])
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _of_value(one, about)
    else:
        yield Saying(clean(str(value)), about)


def of_json(content):
    """Everything in a JSON file: rows of tables, and whatever else."""
    found = json.loads(content)
    if isinstance(found, dict):
        for name, value in found.items():
            yield from of_json_value(value, (str(name),))
    else:
        yield from of_json_value(found, ())


def of_json_value(value, about):
    if isinstance(value, dict):
        yield from of_records([value])
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        yield from of_records(value)
    else:
        yield from _of_value(value, about)


# ---------------------------------------------------------------------- pages and drawings


SCALE = "chart-text-soft"  # how our drawings print the marks of a scale
MARK = re.compile(r"[+−-]?[\d,.]+%?")


class _Page(HTMLParser):
    """Reads HTML and SVG into sayings. Tables by their heads, all else by headings and by what stands before."""

    def __init__(self, about=()):
        super().__init__(convert_charrefs=True)
        self.said, self.given = [], tuple(about)
        self.headings, self.near, self.text = {}, [], []
        self.open, self.unseen = [], 0
        self.tables = []
        self.drawn_as = ""

    def about(self):
        return (*self.given, *self.headings.values(), *self.near[-NEAR:])

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        spoken = [clean(found[name]) for name in SPOKEN_ATTRIBUTES if found.get(name)]
        if tag in UNSEEN:
            self.unseen += 1
        if tag not in INLINE:
            self.flush()
        for text in spoken:
            self.say(text)
        if tag == "table":
            self.tables.append({"caption": "", "rows": []})
        elif tag == "tr" and self.tables:
            self.tables[-1]["rows"].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]["rows"]:
            span = found.get("colspan", "1")
            self.cell = []
            self.tables[-1]["rows"][-1].append((self.cell, min(int(span), 40) if span.isdecimal() else 1))
            self.cell.extend(spoken)
        if tag == "text":
            self.drawn_as = found.get("class", "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.open:
            return
        if tag not in INLINE:
            self.flush()
        while self.open and self.open.pop() != tag:
            pass
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        if tag == "table" and self.tables:
            self.end_table(self.tables.pop())

    def handle_data(self, data):
        if not self.unseen:
            self.text.append(data)

    def flush(self):
        text = clean(" ".join(self.text))
        self.text = []
        if not text:
            return
        inside = self.tables and any(tag in ("td", "th", "caption") for tag in self.open)
        if inside and "caption" in self.open:
            self.tables[-1]["caption"] += " " + text
        elif inside:
            self.cell.append(text)
        elif (heading := next((tag for tag in reversed(self.open) if tag in HEADINGS), "")) or self.is_name_of_page():
            level = HEADINGS.index(heading) if heading else -1
            self.headings = {known: words for known, words in self.headings.items() if known < level}
            self.headings[level] = text
            self.said.append(Saying(text, self.given))
            self.near = []
        else:
            self.say(text)

    def is_name_of_page(self):
        return "title" in self.open and "svg" not in self.open

    def say(self, text):
        if self.tables and any(tag in ("td", "th") for tag in self.open):
            return  # stands in its cell
        is_in_drawing = "svg" in self.open and "text" in self.open
        if is_in_drawing and self.drawn_as == SCALE and MARK.fullmatch(text):
            return  # that no scale follows a hidden figure is what `moving` looks for
        self.said.append(Saying(text, self.about()))
        if not is_in_drawing:  # what a drawing is about its title and description say; years below it are no heads
            self.near.append(text)

    def end_table(self, table):
        rows = [[clean(" ".join(cell)) for cell, span in row for _one in range(span)] for row in table["rows"]]
        rows = [row for row in rows if row]
        self.said += of_table((*self.given, *self.headings.values(), clean(table["caption"])), rows)

    def close(self):
        super().close()
        self.flush()


def of_html(text, about=()):
    """A page or a drawing."""
    reader = _Page(about)
    reader.feed(text)
    reader.close()
    return reader.said


# ---------------------------------------------------------------------- documents, feeds, mails


def of_document(data):
    """What a printed document or a picture says, from the data that the engine was given."""
    tops = tuple(clean(str(data[name])) for name in ("title", "kicker", "description") if data.get(name))
    headings = {}
    for block in data.get("blocks", ()):
        yield from _of_block(block, tops, headings)
    beside = {name: value for name, value in data.items() if name not in ("blocks", *LOOK)}
    about = tuple(clean(value) for value in _plain(beside) if not TAG.search(value))
    yield from _of_texts(beside, about)


def _plain(value):
    """Every text in data, one by one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _plain(one)
    elif isinstance(value, str) and value:
        yield value


def _of_block(block, tops, headings):
    kind = block.get("block")
    about = (*tops, *headings.values())
    if kind == "heading":
        level = block["level"]
        for known in [one for one in headings if one >= level]:
            del headings[known]
        headings[level] = clean(block["text"])
        yield Saying(headings[level], about)
    elif kind == "table":
        rows = [block["headers"], *([_joined(cell) for cell in row] for row in block["rows"])]
        yield from of_table((*about, clean(block["caption"])), [[clean(text) for text in row] for row in rows])
    elif kind == "facts":
        for name, value in block["pairs"]:
            yield Saying(_joined(value), (*about, clean(name)))
    else:
        beside = tuple(clean(block[name]) for name in ("title", "caption", "alternative") if block.get(name))
        yield from _of_texts({name: one for name, one in block.items() if name != "block"}, (*about, *beside))


def _joined(value):
    if isinstance(value, (list, tuple)):
        return clean(" ".join(map(_joined, value)))
    return str(value.get("text", "")) if isinstance(value, dict) else str(value)


def _of_texts(value, about):
    if isinstance(value, dict):
        for one in value.values():
            yield from _of_texts(one, about)
    elif isinstance(value, (list, tuple)):
        near = about
        for one in value:
            yield from _of_texts(one, near)
            near = (*about, _joined(one)) if isinstance(one, str) else about
    elif isinstance(value, str) and TAG.search(value):
        yield from of_html(value, about)
    elif isinstance(value, str):
        yield Saying(clean(value), about)


def of_atom(content):
    """The entries of a feed, each with its title."""
    root = ElementTree.fromstring(content)  # the portal's own file
    for entry in root.iter(f"{ATOM}entry"):
        title = entry.findtext(f"{ATOM}title") or ""
        yield Saying(clean(title))
        for name in ("summary", "content"):
            yield from of_html(entry.findtext(f"{ATOM}{name}") or "", (clean(title),))


def of_mail(message):
    """A mail: each of its lines with its subject and the lines before."""
    yield Saying(clean(message.subject))
    near = []
    for line in filter(None, map(clean, message.body.splitlines())):
        yield Saying(line, (message.subject, *near[-NEAR:]))
        near.append(line)


__all__ = ["Saying", "of_atom", "of_document", "of_html", "of_json", "of_mail", "of_records", "of_table"]
