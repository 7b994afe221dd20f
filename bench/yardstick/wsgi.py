import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.yardstick.settings"  # whatever the portal's environment says
application = get_wsgi_application()
