"""A real OpenID provider for the tests: it listens on a port of this machine, redirects browsers, and signs its tokens.

Keys are real (RSA, published as JWKS), the code is good once and bound to the client, the address it came for, and the
proof key (PKCE). What a test wants wrong it sets in `wrong`.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal", "only the portal knows"


class IdentityProvider:
    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes, self.asked = {}, []
        self.start_again()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"provider": self}))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def start_again(self):
        """Forget what a test set."""
        self.person, self.wrong, self.key_of_token, self.told = {}, {}, self.key, None
        self.asked.clear()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def app(self, **settings):
        return {
            "provider_id": "district",
            "name": "District account",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.url, "oauth_pkce_enabled": True, "domains": [], **settings},
        }

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "first", "use": "sig", "alg": "RS256"}]}

    def token(self):
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "sub": "7", **self.person, **self.wrong}
        method = claims.pop("method", "RS256")
        key = {"RS256": self.key_of_token, "none": None, "HS256": "k" * 32}[method]
        return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, method, headers={"kid": "first"})

    def authorize(self, query):
        """Where the browser goes back to, as if the person had signed in here."""
        if query["client_id"] != CLIENT or "code_challenge" not in query:
            return None
        code = secrets.token_urlsafe()
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, form):
        asked = self.codes.pop(form.get("code"), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        fits = (
            asked
            and form.get("client_secret") == SECRET
            and form.get("redirect_uri") == asked["redirect_uri"]
            and proof.rstrip(b"=").decode() == asked["code_challenge"]
        )
        if not fits:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": self.token()}


class Handler(BaseHTTPRequestHandler):
    provider = None

    def do_GET(self):
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.provider.asked.append(address.path)
        if address.path == "/authorize":
            back = self.provider.authorize(query)
            self.send_response(302 if back else 400)
            if back:
                self.send_header("Location", back)
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": self.provider.configuration,
            "/keys": self.provider.keys,
            "/userinfo": lambda: self.provider.told or {"sub": "7", **self.provider.person},
        }
        self.answer(200, pages[address.path]())

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer(*self.provider.exchange({name: values[0] for name, values in form.items()}))

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        pass
