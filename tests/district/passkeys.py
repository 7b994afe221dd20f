"""A passkey as a phone keeps it: makes a key for a page, and signs its questions, as WebAuthn level 2 says."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PAGE, ORIGIN = "testserver", "https://testserver"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Passkey:
    def __init__(self, user=b""):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id, self.user = secrets.token_bytes(16), user
        self.uses = 0

    def made_for(self, options):
        asked = options["publicKey"]
        self.user = asked["user"]["id"] if isinstance(asked["user"]["id"], str) else websafe_encode(asked["user"]["id"])
        cose = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))
        data = self.data(PRESENT | VERIFIED | WITH_KEY) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self.client("webauthn.create", asked["challenge"], ORIGIN)
        response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
        return self.answer(response, {"credProps": {"rk": True}})

    def shown_for(self, options, origin=ORIGIN):
        self.uses += 1
        data = self.data(PRESENT | VERIFIED)
        client = self.client("webauthn.get", options["publicKey"]["challenge"], origin)
        signed = data + hashlib.sha256(client).digest()
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.private.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.user,
        }
        return self.answer(response, {})

    def data(self, flags):
        return hashlib.sha256(PAGE.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def client(self, kind, challenge, origin):
        challenge = challenge if isinstance(challenge, str) else websafe_encode(challenge)
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def answer(self, response, results):
        name = websafe_encode(self.id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": results}
        )
