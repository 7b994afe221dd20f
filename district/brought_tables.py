"""Tables that somebody brings as a text file: refused whole with a sentence, or read row by row with their lines."""

import csv
import io


class TableRefused(Exception):
    """The whole file was refused and nothing was read of it. `str()` is the sentence for the reader.

    A kind of table says its sentences in `sentences`; every kind has "not_text", "broken" (line) and "too_long" (rows).
    """

    sentences: dict = {}

    def __init__(self, reason, **details):
        super().__init__(reason)
        self.reason, self.details = reason, details

    def __str__(self):
        return str(self.sentences[self.reason]) % self.details


def rows_of(content, *, refused, most, names_of):
    """(line on which it begins, row by column name) of each row that says something; cells without outer spaces, with
    the line breaks that they hold.

    `refused` is the kind's `TableRefused`; `most` rows are read; `names_of(heads)` gives the columns their names, or
    raises `refused`.
    """
    reader = csv.reader(io.StringIO(text_of(content, refused), newline=""), strict=True)
    try:
        names = names_of([cell.strip() for cell in next(reader, [])])
        begins = reader.line_num + 1
        for number, cells in enumerate(reader):
            if number >= most:
                raise refused("too_long", rows=most)
            if any(cell.strip() for cell in cells):
                cells = [cell.strip() for cell in cells] + [""] * (len(names) - len(cells))
                yield begins, dict(zip(names, cells, strict=False))
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise refused("broken", line=reader.line_num) from problem


def text_of(content, refused):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise refused("not_text") from problem
    if "\0" in text:
        raise refused("not_text")
    return text
