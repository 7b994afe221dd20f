"""Reading pages and files back as a person would: tables of text."""

import csv
import io
import re
from html.parser import HTMLParser

import python_calamine


class Tables(HTMLParser):
    """All tables of a page: {id of the caption: rows of texts}, what only screen readers hear left out."""

    def __init__(self, markup):
        super().__init__()
        self.tables, self.rows, self.cell, self.hidden = {}, None, None, 0
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.rows = []
        elif tag == "caption":
            self.tables[attributes["id"].removesuffix("-caption")] = self.rows
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th") and self.rows is not None:
            self.cell = ""
        elif self.cell is not None and (self.hidden or "visually-hidden" in attributes.get("class", "")):
            self.hidden += tag not in ("use", "path")
        elif tag == "title":
            self.hidden += 1

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append(re.sub(r"\s+", " ", self.cell).strip())
            self.cell = None
        elif self.hidden:
            self.hidden -= 1

    def handle_data(self, data):
        if self.cell is not None and not self.hidden:
            self.cell += data


def tables(response):
    return Tables(response.content.decode()).tables


def csv_rows(response):
    """The rows of a CSV answer as dictionaries."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def xlsx_rows(response):
    """The rows of an XLSX answer as dictionaries of the texts that a CSV would hold."""
    workbook = python_calamine.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    head, *rows = workbook.get_sheet_by_index(0).to_python()
    return [dict(zip(head, map(as_text, row), strict=True)) for row in rows]


def as_text(value):
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
