"""Reading a PDF as a person and as a screen reader would: its text in order, and the tree of its tags."""

import io
import subprocess

import pikepdf


def text_of(pdf, *options):
    """The text of all pages in the order of the file, without signs that only mark direction or places to break."""
    command = ["pdftotext", *(options or ["-raw"]), "-enc", "UTF-8", "-", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return "".join(char for char in found.stdout.decode() if char not in "\u200b\u200e\u200f\u202a\u202b\u202c\u00ad")


def words_of(pdf):
    """The same on one line, so that where a line breaks does not matter."""
    return " ".join(text_of(pdf).split())


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def tags_of(pdf):
    """[(tag, its element)] in reading order."""
    with opened(pdf) as document:
        return list(walk(document.Root.StructTreeRoot.K))


def walk(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S).removeprefix("/"), {key: str(node[key]) for key in ("/Alt", "/Lang", "/A") if key in node}
        if "/K" in node:
            yield from walk(node.K)


def names_of(pdf):
    return [tag for tag, _element in tags_of(pdf)]
