"""Proves what an identity provider answered, as OpenID Connect Core 1.0 (3.1.3.7 and 5.3.2) asks.

allauth may trust an ID token unseen because it came over TLS; here the signature is always checked, with a key that
the provider publishes and by a method that has a public key, so that no proxy between us can speak for the provider.
"""

import jwt
from allauth.socialaccount.adapter import get_adapter

from district.single_sign_on import domain_of
from district.single_sign_on.refusals import SignOnRefused

METHODS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER = 60  # seconds


def claims_in(token, *, configuration, client_id):
    """What a genuine ID token says. Raises SignOnRefused for any other: wrong signature, method, audience or issuer, or
    out of its time."""
    try:
        key = key_of(jwt.get_unverified_header(token), published_keys(configuration))
        claims = jwt.decode(
            token,
            key=key,
            algorithms=METHODS,
            audience=client_id,
            issuer=configuration["issuer"],
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "sub", "iss", "aud"]},
        )
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as problem:
        raise SignOnRefused("not_proven") from problem
    if claims.get("azp", client_id) != client_id:
        raise SignOnRefused("not_proven")
    return claims


def published_keys(configuration):
    with get_adapter().get_requests_session() as session:
        answer = session.get(configuration["jwks_uri"])
        answer.raise_for_status()
        return jwt.PyJWKSet.from_dict(answer.json()).keys


def key_of(header, keys):
    """The key that the token names; a provider with one key need not name it."""
    named = [key for key in keys if key.key_id == header.get("kid")] if "kid" in header else keys
    if len(named) != 1 or header.get("alg") not in METHODS:
        raise SignOnRefused("not_proven")
    return named[0]


def address_in(claims, domains):
    """The person's address, as far as this provider may speak for it. Raises SignOnRefused.

    `domains`: those that the district named for the provider; empty for all. A provider that says nothing about whether
    it has confirmed an address (Entra) is believed for these domains alone.
    """
    email = str(claims.get("email") or "").strip().lower()
    if not email or domain_of(email) == email:
        raise SignOnRefused("no_address")
    if domains and domain_of(email) not in domains:
        raise SignOnRefused("other_domain")
    confirmed = claims.get("email_verified")
    if confirmed is None:
        confirmed = bool(domains)
    if confirmed not in (True, "true"):
        raise SignOnRefused("not_verified")
    return email
