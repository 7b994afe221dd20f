"""Printed documents: tagged and to be kept, with the text of people as they wrote it, on every machine the same."""

import re
import unicodedata
from datetime import UTC, datetime

import pytest
import typst
from django.http import HttpRequest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from district.models import District
from district.printing import engine, fonts, pictures
from district.printing.blocks import (
    box,
    bullets,
    facts,
    figure,
    heading,
    legend,
    note,
    paragraph,
    soft,
    status,
    strong,
    table,
)
from district.printing.characters import BOX, Printer
from district.printing.document import Document
from district.printing.responses import pdf_response
from tests.printed import names_of, opened, tags_of, text_of, words_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
MARKUP = "#panic() *bold* _under_ $x^2$ [link] \\ `code` <label> @ref // no comment /* nor this */ = head - + ~ --- ..."
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'


def document(*blocks, **more):
    return Document(**{"title": "Action plan", "blocks": list(blocks), "made_at": NOON, **more})


def printed(*texts):
    return words_of(document(*map(paragraph, texts)).pdf())


# ---------------------------------------------------------------------- what a file must be


def test_a_file_says_its_title_its_language_and_the_standards_it_keeps():
    with translation.override("es"):
        pdf = document(paragraph("Hola."), title="Plan de acción").pdf()
    with opened(pdf) as file:
        assert str(file.Root.Lang).startswith("es")
        assert str(file.docinfo["/Title"]) == "Plan de acción"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.MarkInfo.Marked
        metadata = file.Root.Metadata.read_bytes().decode()
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>2<", metadata) and re.search(r"pdfaid:conformance>A<", metadata)


def test_every_kind_of_block_is_tagged_for_what_it_is():
    pdf = document(
        heading("Goals"),
        heading("Goal 1", 2),
        facts([("Indicator", ["Chronic absenteeism", soft("2024-25")]), ("Nothing", "")]),
        table("Steps", ["Step", "State"], [[["Call", strong("first")], status("Done", "good")]], [2, 1]),
        bullets(["Tools", "Coaching"]),
        figure(DOT, "One dot.", "A drawing"),
        legend([(DOT, "Done")]),
        box("Mind", "This is a draft."),
        note("Small print."),
    ).pdf()
    names = names_of(pdf)
    for tag in ("H1", "H2", "L", "LI", "Lbl", "LBody", "Table", "THead", "TH", "TD", "Caption", "Figure", "P"):
        assert tag in names, tag
    assert names.index("H1") < names.index("H2") < names.index("Table") < names.index("Figure")
    assert [element["/Alt"] for tag, element in tags_of(pdf) if tag == "Figure"] == ["One dot."]
    assert all("/Column" in element["/A"] for tag, element in tags_of(pdf) if tag == "TH")
    assert "Nothing" not in words_of(pdf)


def test_a_figure_without_words_for_those_who_do_not_see_it_is_refused():
    with pytest.raises(typst.TypstError, match="alt"):
        document({**figure(DOT, "", "A drawing"), "alternative": None}).pdf()


def test_a_heading_that_skips_a_level_is_refused():
    with pytest.raises(typst.TypstError):
        document(heading("Goals", 1), heading("Lost", 3)).pdf()


def test_each_page_says_what_it_belongs_to_its_state_and_its_number():
    rows = [[f"Step {number}", "Aide"] for number in range(200)]
    pdf = document(
        table("Steps", ["What is done", "Who"], rows, [3, 1]), kicker="Our school, 2025-26", state=("Draft", "active")
    ).pdf()
    pages = text_of(pdf).split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert "Draft" in page and "Our school, 2025-26" in page and "What is done" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "Made on November 25, 2026 at noon" in page
    order = [int(number) for number in re.findall(r"Step (\d+)", text_of(pdf))]
    assert order == list(range(200))


def test_the_head_of_a_table_is_read_out_once_though_it_stands_on_every_page():
    pdf = document(table("Steps", ["Step", "Who"], [["Call", "Aide"]] * 200, [3, 1])).pdf()
    assert names_of(pdf).count("TH") == 2


def test_a_demonstration_district_says_so_on_paper():
    District.objects.create(code="0640011", name="Hartford Public Schools", is_demo=True)
    text = words_of(document(paragraph("x")).pdf())
    assert "Hartford Public Schools" in text and "people and entries are invented" in text


def test_the_same_document_made_at_the_same_time_is_the_same_file():
    assert document(paragraph("Same")).pdf() == document(paragraph("Same")).pdf()


# ---------------------------------------------------------------------- what people write


def test_the_signs_of_markup_are_only_signs():
    found = words_of(
        document(
            paragraph(MARKUP),
            heading(MARKUP),
            facts([(MARKUP, MARKUP)]),
            table(MARKUP, [MARKUP], [[MARKUP]], [1]),
            bullets([MARKUP]),
            box(MARKUP, MARKUP),
            title=MARKUP,
            kicker=MARKUP,
            state=(MARKUP, "warn"),
        ).pdf()
    )
    squeezed = "".join(found.split())
    assert squeezed.count("".join(MARKUP.split())) >= 10


@pytest.mark.parametrize(
    "text",
    [
        "¿Cómo está la niña? «Así», “bien”, ‘sí’ – no — quizá… 1½ × 2 = 3 €",
        "Tiếng Việt, Łódź, Çağrı, Shqipëri",
        "Привет, Ελληνικά",
        "नेपाली र বাংলা",
        "မြန်မာစာ",
        "☐ to do ☑ done ✓ → ★ ♥",
    ],
)
def test_the_letters_of_our_families_are_there(text):
    found = printed(text)
    assert BOX not in found
    assert unicodedata.normalize("NFC", text) in unicodedata.normalize("NFC", found)


def test_hebrew_and_arabic_are_kept_in_the_order_in_which_they_are_read():
    pdf = document(paragraph("שלום עולם"), paragraph("مرحبا بكم"), paragraph("The word שלום here.")).pdf()
    found = text_of(pdf, "-nopgbrk")  # word by word, as a person reads the page
    assert "שלום עולם" in found and "مرحبا بكم" in found
    assert BOX not in found


def test_emoji_are_drawn_also_those_put_together_from_several():
    assert BOX not in printed("😀 👍🏽 👩‍👧‍👦 🇵🇷 ❤️ 1️⃣")


def test_a_letter_that_no_typeface_has_stands_as_a_box_and_the_reader_is_told():
    found = printed("Name: 王小明.")
    assert f"Name: {BOX * 3}." in found
    assert "Some characters cannot be printed" in found
    assert "Some characters" not in printed("Name: Wang.")


def test_what_word_leaves_in_a_pasted_text_becomes_what_it_looked_like():
    found = printed("\uf0b7\tFirst\x0b\uf0fc Done\u2028\ufeffSecond\x00\u202e")
    assert "• First ✓ Done Second" in found


def test_a_word_without_end_stays_on_the_page_and_nothing_of_it_is_lost():
    address = "https://example.org/" + "a-very-long-path/" * 20
    found = text_of(document(table("Links", ["Link", "Who"], [[address, "w" * 300]], [1, 1])).pdf())
    assert address in "".join(found.split())
    assert "".join(found.split()).count("w") >= 300


def test_each_line_that_somebody_wrote_is_a_line():
    assert "One\nTwo" in text_of(document(paragraph("One\r\n\r\nTwo\n\n")).pdf())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_stops_a_document(text):
    content = {"block": "paragraph", "text": Printer().text(text)}
    pdf = Document("Title", [content], made_at=NOON)._compiled(None, Printer())[1]
    assert pdf.startswith(b"%PDF")


def letters_of_one_kind_after_another():
    """Letters and marks that exist in our typefaces, mixed as nobody would: marks on emoji, joiners after spaces."""
    letters = sorted(set().union(*fonts.alphabets()))
    marks = [code for code in letters if unicodedata.category(chr(code)).startswith("M")]
    return st.lists(st.sampled_from(letters) | st.sampled_from(marks) | st.sampled_from([0x200C, 0x200D, 0xFE0F]))


@given(letters_of_one_kind_after_another())
def test_marks_on_letters_of_another_typeface_stop_no_document(codes):
    text = "".join(map(chr, codes))
    assert Document("Title", [paragraph(text)], made_at=NOON)._compiled(None, Printer())[1].startswith(b"%PDF")


@pytest.mark.parametrize("sign", ["\uef00", "\uf8ff", "\U000f0000"])
def test_a_sign_for_private_use_stands_as_a_box(sign):
    assert Printer().text(f"a{sign}b") == "a□b"
    _given, pdf = Document("Title", [paragraph(f"a{sign}\u0301b")], made_at=NOON)._compiled(None, Printer())
    assert pdf.startswith(b"%PDF")


def test_what_the_engine_refuses_all_the_same_is_printed_in_plain_letters(monkeypatch):
    monkeypatch.setattr(fonts, "alphabets", lambda: [frozenset(range(0x20, 0x30000))])
    found = printed("Name: 王小明.")
    assert "Name:" in found


# ---------------------------------------------------------------------- what the engine may do


def test_a_template_reads_nothing_but_its_own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "TEMPLATES", tmp_path)
    (tmp_path / "reads.typ").write_text('#set document(title: "x")\n#read("/etc/passwd")')
    (tmp_path / "climbs.typ").write_text('#set document(title: "x")\n#read("../../../../etc/passwd")')
    (tmp_path / "fetches.typ").write_text('#import "@preview/cetz:0.3.0"')
    for template in ("reads.typ", "climbs.typ", "fetches.typ"):
        with pytest.raises(typst.TypstError):
            engine.compile_pdf({}, made_at=NOON, template=template)


def test_only_the_typefaces_of_the_portal_are_known():
    assert set(fonts.loaded().families()) == set(fonts.FAMILIES)


def test_each_typeface_comes_with_its_licence():
    licences = {path.stem for path in (fonts.FOLDER / "licences").iterdir()}
    assert licences == {family.replace(" ", "") for family in fonts.FAMILIES}


def test_a_document_without_end_is_refused_with_a_page_that_says_so(rf):
    request = rf.get("/plan/?format=pdf")
    request.user = None
    answer = pdf_response(request, document(paragraph("word " * 200_000)), "plan")
    assert answer.status_code == 422
    assert "Too long for one PDF" in answer.content.decode()


def test_a_private_file_is_kept_by_no_cache_and_carries_a_name_that_says_what_it_is():
    answer = pdf_response(HttpRequest(), document(paragraph("x")), "Action plan of Peña’s School, 2025–26")
    assert (
        answer["Content-Disposition"] == 'attachment; filename="action-plan-of-penas-school-2025-26-2026-11-25-en.pdf"'
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Language"] == "en"


# ---------------------------------------------------------------------- drawings


def test_a_chart_carries_the_colours_of_the_stylesheet():
    drawn = pictures.chart("timeline_mark.svg", shape="disc")
    assert "var(" not in drawn
    assert f".fill-1{{ fill: {pictures.tokens()['series-1']}; }}" in drawn


def test_every_kind_of_state_has_a_shape_of_its_own():
    drawings = [re.sub(r'fill="[^"]*"', "", icon["svg"]) for icon in pictures.status_icons().values()]
    assert len(set(drawings)) == len(drawings)
