#!/usr/bin/env python
import os
import sys

from fce_portal import embedded

# These never touch the database; everything else gets the embedded services, where no others are configured.
WITHOUT_SERVICES = {
    "collectstatic",
    "compile_translations",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "version",
}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")
    from django.core.management import execute_from_command_line

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_SERVICES and not {"-h", "--help", "--version"} & set(sys.argv):
        start_services()
    execute_from_command_line(sys.argv)


def start_services():
    from django.conf import settings

    try:
        embedded.ensure(settings.PORTAL_VAR)  # reading the settings may fail on the data folder, too
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    os.environ["PATH"] += os.pathsep + str(embedded.postgres.binaries())  # `manage.py dbshell` finds psql


if __name__ == "__main__":
    main()
