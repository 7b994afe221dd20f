"""The district's staff file: who works where, read from our own columns (CSV) or from OneRoster (ZIP).

`reading` takes the file apart, `planning` compares it with the roles that people hold, `applying` writes the
difference, all of it or nothing, `uploads` keeps a file that somebody brings on the page, and `nightly` one that the
district's system leaves in a folder.

It speaks of principals and school staff alone. Roles for the district are given by hand, so no file makes or removes an
administrator; and it ends only roles that a staff file gave.
"""
