"""Measurements that need the portal's own code: each module is a program run against one database; it prints JSON."""

import json
import os
import sys

import django


def run(main):
    """Set Django up, call `main` with the numbers and names of the command line, print what it returns."""
    django.setup()
    json.dump(main(*(int(word) if word.isdigit() else word for word in sys.argv[1:])), sys.stdout)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")
