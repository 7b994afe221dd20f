"""The district's identity providers, from one environment variable (`docs/operations.md`, Single sign-on)."""

import json

from django.core.exceptions import ImproperlyConfigured

NEEDED = {"id", "name", "server", "client_id", "secret"}
KNOWN = NEEDED | {"domains", "second_factor", "token_auth_method"}


def apps_from(text):
    """allauth's list of OpenID Connect apps, from a JSON list of objects. Raises ImproperlyConfigured."""
    try:
        entries = json.loads(text or "[]")
        entries = [dict(entry) for entry in entries]
    except (ValueError, TypeError):
        raise ImproperlyConfigured("SINGLE_SIGN_ON must be a JSON list of objects.") from None
    apps = [app_from(entry) for entry in entries]
    names = [app["provider_id"] for app in apps]
    if len(set(names)) < len(names):
        raise ImproperlyConfigured("SINGLE_SIGN_ON names two providers with the same id.")
    return apps


def app_from(entry):
    name = entry.get("id", "?")
    if missing := sorted(NEEDED - {key for key, value in entry.items() if value}):
        raise ImproperlyConfigured(f"SINGLE_SIGN_ON, provider {name}: {', '.join(missing)} is missing.")
    if unknown := sorted(set(entry) - KNOWN):
        raise ImproperlyConfigured(f"SINGLE_SIGN_ON, provider {name}: {', '.join(unknown)} is not known.")
    if not str(name).replace("-", "").isalnum():
        raise ImproperlyConfigured(f"SINGLE_SIGN_ON, provider {name}: an id has letters, digits and hyphens only.")
    settings = {
        "server_url": entry["server"].rstrip("/"),
        "domains": [domain.lower().lstrip("@") for domain in entry.get("domains", [])],
        "second_factor": bool(entry.get("second_factor")),
        "oauth_pkce_enabled": True,
    }
    if method := entry.get("token_auth_method"):
        settings["token_auth_method"] = method
    return {
        "provider_id": name,
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": settings,
    }
