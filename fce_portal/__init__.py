from fce_portal import collecting

collecting.set_pace()  # before anything else is loaded: to look for rubbish meanwhile is in vain

from fce_portal.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
