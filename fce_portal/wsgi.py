import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fce_portal.settings")

application = get_wsgi_application()
_ = get_resolver().url_patterns  # loads every view now: else the first reader of each process waits for it
