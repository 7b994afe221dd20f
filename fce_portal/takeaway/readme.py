"""What stands in the archive for whoever opens it without the portal."""

README = """\
# Everything that the portal holds / Todo lo que contiene el portal

- `datapackage.json` says what each table and each column means, in English and Spanish, and how tables belong together
  (Frictionless Data Package). / explica cada tabla y cada columna, en inglés y en español.
- `data/` has one CSV file for each table: UTF-8, a line of headings, commas, quotes where they are needed. An empty
  field is "no value", a field `""` an empty text. Tables whose name ends in `event` are the history: one row for each
  version. / un archivo CSV por tabla; un campo vacío significa “sin valor”. Las tablas terminadas en `event` son el
  historial.
- `files/` has evidence and other files under the names that the tables give; `files.sha256` their sums
  (`sha256sum --check files.sha256`). / los archivos, con los nombres que dan las tablas, y sus sumas.

Not inside: passwords, second factors, open sign-ins, secret addresses of calendars, letters that wait with a link to
sign in, and the record of this server's own work (`leftOut` and `notTakenAlong` in `datapackage.json`).
/ No incluye contraseñas, segundos factores, sesiones abiertas ni enlaces secretos.

A spreadsheet may take codes for numbers and texts for formulas: import columns as text.

An empty portal of the same version becomes this one again with `manage.py import_everything FILE`; people then choose
new passwords.
"""
