"""Backups: the database and the files as of one moment, in a folder that proves itself (decision 044).

A backup is a folder that anybody can read without the portal:

    database.dump   pg_dump's custom format
    files/…         the folder of files, under the same names
    files.sha256    their sums, as `sha256sum --check` reads them
    manifest.json   sums of the two, versions, migrations, rows and digest of each table

`making` writes it, `checking` reads it again, `restoring` makes a portal of it, `rotation` says which are kept, and
`runs` records what was made. `manage.py backup`, `manage.py restore`, the nightly job and the page call these.
"""
