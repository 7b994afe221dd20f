"""Opens an .xlsx that may be hostile: measured first, opened after.

A workbook of 300 kB can unpack to gigabytes, and one cell in the last row and column makes readers set aside a table
of 17 thousand million cells. So each part is unpacked here with a limit, the extent of each sheet is looked up, and
only then the reader gets a new archive of just the parts that were measured.
"""

import datetime
import io
import re
import zipfile
import zlib

from python_calamine import CalamineWorkbook

from indicators.importing.observations import Refused

MAX_UNPACKED = 100 * 2**20
MAX_ENTRIES = 500
MAX_CELLS = 3_000_000
CHUNK = 2**18
PART = re.compile(
    r"^(\[Content_Types\]\.xml|_rels/.*|xl/(workbook|sharedStrings|styles)\.xml|xl/_rels/.*|xl/worksheets/.*)$"
)
CELL_ADDRESS = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
RESULTS = "Results"  # the sheet of the state's own export


def read(data):
    """(name of the sheet, rows as (line, cells of text)) of the sheet "Results", or of the only or first sheet."""
    parts = unpack(data)
    refuse_wide_sheets(parts)
    try:
        name, rows = results_sheet(CalamineWorkbook.from_filelike(repack(parts)))
    except BaseException as error:
        # The reader is written in Rust: its own bugs arrive as PanicException, which is no Exception.
        if isinstance(error, Refused | KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Refused("BROKEN_WORKBOOK") from None
    return name, [(line, [as_text(cell) for cell in row]) for line, row in enumerate(rows, start=1)]


def results_sheet(workbook):
    if not workbook.sheet_names:
        raise Refused("EMPTY_FILE")
    name = RESULTS if RESULTS in workbook.sheet_names else workbook.sheet_names[0]
    return name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def look(data):
    """Refuse an archive that is no workbook or says itself that it unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_bombs(archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Refused("BROKEN_WORKBOOK") from None
    if "xl/workbook.xml" not in names:
        raise Refused("NOT_A_TABLE", kind="ZIP")


def unpack(data):
    """{name: bytes} of the parts that hold sheets, unpacked with one limit for all of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            refuse_bombs(entries)
            parts, left = {}, MAX_UNPACKED
            for entry in entries:
                if PART.match(entry.filename):
                    parts[entry.filename] = unpack_entry(archive, entry, left)
                    left -= len(parts[entry.filename])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Refused("BROKEN_WORKBOOK") from None
    if "xl/workbook.xml" not in parts:
        raise Refused("NOT_A_TABLE", kind="ZIP")
    return parts


def refuse_bombs(entries):
    if len(entries) > MAX_ENTRIES:
        raise Refused("TOO_MANY_PARTS", limit=MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused("ZIP_BOMB", limit=MAX_UNPACKED // 2**20)


def unpack_entry(archive, entry, limit):
    """The bytes of one part. The sizes in the archive may lie, so what really comes out is counted."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > limit:
                raise Refused("ZIP_BOMB", limit=MAX_UNPACKED // 2**20)
            pieces.append(piece)
    return b"".join(pieces)


def refuse_wide_sheets(parts):
    for name, xml in parts.items():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        last_row = last_column = 0
        for column, row in CELL_ADDRESS.findall(xml):
            last_row = max(last_row, int(row))
            last_column = max(last_column, column_number(column))
        if last_row * last_column > MAX_CELLS:
            raise Refused("TOO_MANY_CELLS", limit=MAX_CELLS)


def column_number(letters):
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def repack(parts):
    """A plain archive of exactly the bytes that were measured."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    buffer.seek(0)
    return buffer


def as_text(cell):
    """A cell as a person would type it: 640011.0 → "640011", 25.1 → "25.1"."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)
