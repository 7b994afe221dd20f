"""A small SMTP server (RFC 5321, without TLS) that a test can start and stop: real sockets, real answers."""

import email
import socketserver
import threading
from contextlib import suppress


class Conversation(socketserver.StreamRequestHandler):
    def answer(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.answer("220 test")
        with suppress(OSError):
            for line in self.rfile:
                word = line.decode(errors="replace").strip()[:4].upper()
                if word == "QUIT":
                    self.answer("221 Bye")
                    return
                if word == "DATA":
                    self.take()
                elif word == "RCPT" and self.server.owner.refused.encode() in line and self.server.owner.refused:
                    self.answer("550 No such user")
                else:
                    self.answer("250 OK")

    def take(self):
        self.answer("354 Go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.owner.taken.append(email.message_from_bytes(b"".join(lines)))
        self.answer("250 Taken")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class MailServer:
    """`taken`: the mails that arrived. `refused`: an address that this server does not know."""

    def __init__(self):
        self.taken = []
        self.refused = ""
        self.server = None
        self.port = 0

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def start(self):
        self.server = Server(("127.0.0.1", self.port), Conversation)
        self.server.owner = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None
