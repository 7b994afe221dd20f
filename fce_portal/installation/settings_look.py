"""The settings: production or a first run, Django's own check for deployment, what the version needs to be built."""

from django.conf import settings
from django.core import checks

from fce_portal import translations
from fce_portal.installation.findings import advice, good, missing


def look():
    if not settings.PRODUCTION:
        yield advice(
            "This is no production: PORTAL_PRODUCTION is not set, so there is no TLS and a demo district may be made. "
            "Fine to look at the portal; people's data needs production."
        )
    yield from deployment()
    if "*" in settings.ALLOWED_HOSTS:
        yield missing("ALLOWED_HOSTS is “*”: name the portal's host name, or links in mails can be forged.")
    yield from built()


def deployment():
    found = checks.run_checks(include_deployment_checks=settings.PRODUCTION)
    wrong = [one for one in found if one.level >= checks.WARNING and not one.is_silenced()]
    for one in wrong:
        yield missing(f"{one.id}: {' '.join(str(one.msg).split())}")
    if not wrong:
        yield good("The settings pass Django's check.")


def built():
    """What `deploy/build` makes once per version."""
    if not settings.PRODUCTION:
        return
    lacking = [str(compiled) for _source, compiled in translations.catalogues() if not compiled.exists()]
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        lacking.append(f"the list of static files in {settings.STATIC_ROOT}")
    if lacking:
        yield missing(f"Missing: {', '.join(lacking)}. Run deploy/build, then start the web server again.")
    else:
        yield good("Translations and static files are built.")
