"""Leaving with one's data: everything in one zip of open formats, and a portal made of it again (decision 045).

    datapackage.json   what each table and column means, in English and Spanish (Frictionless Data Package)
    data/….csv         one table each, UTF-8, as RFC 4180 says
    files/…            evidence and other files, under the names that the tables give
    README.md          how to read it

`tables` says what is taken along, `dictionary` describes it, `writing` and `reading` are the two ways.
"""
