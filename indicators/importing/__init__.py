"""Takes published files and the district's own uploads in: reading, recognising, comparing, storing, undoing.

`reading` turns bytes into rows and refuses what is no whole table. `families` recognises a file by its titles and
headers and yields observations or issues. `taking` joins the two and checks schools and duplicates. `loading` compares
with what is stored and writes, all or nothing. `runs` tells the story of one file from upload to undo.
"""
