"""The portal as people meet it: the demo district, web server, worker and broker, in processes of their own."""

import html.parser
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from django.urls import Resolver404, resolve

from fce_portal.embedded import Valkey
from fce_portal.embedded.leftovers import forget_children, remember_children
from tests.services import demo_template, portal_environment, run_sql
from tests.settings import BASE_DIR, DEMO_PASSWORD, TEST_PROCESS, TEST_VAR

# A broker of its own: on the one of this test process, the site's worker would take what belongs to other tests.
BROKER = Valkey(TEST_VAR / f"valkey-site-{TEST_PROCESS}")
ROLES = ("admin", "central", "principal", "staff", "council", "partner", "board")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A running portal: `url`, and `stop()` to end it."""

    def __init__(self):
        self.database = f"portal_browser_{TEST_PROCESS}"
        run_sql(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        run_sql(f'CREATE DATABASE "{self.database}" TEMPLATE "{demo_template()}"')
        BROKER.start()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(TEST_VAR / f"site-{TEST_PROCESS}.log", "wb")  # noqa: SIM115
        self.web = self.start("gunicorn", "fce_portal.wsgi", f"--bind=127.0.0.1:{self.port}", "--worker-class=gthread",
                              "--threads=4", "--no-control-socket")  # fmt: skip
        self.worker = self.start("celery", "-A", "fce_portal", "worker", "--concurrency=1", "--without-gossip",
                                 "--queues=celery,rollups")  # fmt: skip
        remember_children(TEST_VAR, {"web": self.web.pid, "worker": self.worker.pid}, "site")
        self.wait_until_ready()

    def start(self, module, *arguments):
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(
            command, cwd=BASE_DIR, env=portal_environment(self.database) | {"REDIS_URL": BROKER.url}, stdout=self.log,
            stderr=self.log, start_new_session=True,
        )  # fmt: skip

    def wait_until_ready(self):
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/healthz"):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((TEST_VAR / f"site-{TEST_PROCESS}.log").read_text(errors="replace"))

    def stop(self):
        for process in (self.web, self.worker):
            process.terminate()
        for process in (self.web, self.worker):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        forget_children(TEST_VAR, "site")
        self.log.close()
        run_sql(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')


class Links(html.parser.HTMLParser):
    """The addresses a page links to, and the hidden token of its forms."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.token = ""
        self.is_page = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and attributes.get("href") and "download" not in attributes:
            self.found.append(attributes["href"])
        if tag == "input" and attributes.get("name") == "csrfmiddlewaretoken":
            self.token = attributes["value"]


class Visitor:
    """Reads pages over HTTP as one person would, without a browser."""

    def __init__(self, site, who=None):
        self.site = site
        self.files = set()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        if who:
            self.sign_in(f"{who}@hartford.example")

    def sign_in(self, email):
        _status, page = self.get("/accounts/login/")
        form = {"login": email, "password": DEMO_PASSWORD, "csrfmiddlewaretoken": page.token}
        request = urllib.request.Request(
            f"{self.site.url}/accounts/login/",
            urllib.parse.urlencode(form).encode(),
            {"Referer": f"{self.site.url}/accounts/login/"},
        )
        with self.opener.open(request) as response:
            assert "/accounts/login/" not in response.url, "could not sign in"

    def get(self, path):
        """The status and the links of a page; files are not read."""
        links = Links()
        try:
            with self.opener.open(self.site.url + path) as response:
                links.is_page = response.headers.get_content_type() == "text/html"
                if links.is_page:
                    links.feed(response.read().decode())
                return response.status, links
        except urllib.error.HTTPError as error:
            return error.code, links

    def crawl(self):
        """The addresses this person can click to, one of each view: {path: (view name, status)}.

        What is a file to save and no page is named in `files`.
        """
        waiting, seen, taken, pages = ["/"], {"/"}, set(), {}
        while waiting:
            path = waiting.pop(0)
            name = view_name(path)
            if name is None or name in taken:
                continue
            taken.add(name)
            status, links = self.get(path)
            pages[path] = (name, status)
            if not links.is_page:
                self.files.add(path)
            for href in links.found:
                target = self.local(path, href)
                if target and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return pages

    def local(self, path, href):
        joined = urllib.parse.urlsplit(urllib.parse.urljoin(self.site.url + path, href))
        if f"{joined.scheme}://{joined.netloc}" != self.site.url or "format=" in joined.query:
            return None
        return joined.path + (f"?{joined.query}" if joined.query else "")


def view_name(path):
    """The name of the view behind a path; None for files and for what no view answers."""
    if path.startswith("/static/"):
        return None
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return f"no view: {path}"
