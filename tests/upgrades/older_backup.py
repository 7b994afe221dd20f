"""A backup as an earlier version would have made it, from that version's database. Run as a program: FOLDER NAME."""

import sys

import django

django.setup()

from fce_portal.backup import making  # noqa: E402


def main(folder, name):
    with making.alone() as connection:
        path, _manifest = making.make(connection, folder, name)
    print(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
