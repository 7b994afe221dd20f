"""Printed documents: one engine for every PDF that the portal hands out (decision 009).

A document is a list of blocks (`blocks.py`), put together in the reader's language, and drawn by one template of the
house (`templates/`). What people wrote arrives there as data and is never read as markup.

    document = Document(title=…, blocks=[heading(…), paragraph(…), table(…)])
    return pdf_response(request, document, "action-plan")

Each file is tagged for screen readers (PDF/UA-1) and made to be kept (PDF/A-2a); the engine refuses to write one that
is not, for example a figure without alternative text.
"""
