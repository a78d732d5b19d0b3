"""A timestamping authority of our own on loopback, made with openssl, that can misbehave."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OPENSSL = shutil.which("openssl")

CONFIGURATION = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/{name}.serial
signer_cert = {folder}/{name}-tsa.pem
signer_key = {folder}/{name}-tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""

EXTENSIONS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


def openssl(*arguments: str | Path) -> None:
    subprocess.run([OPENSSL or "openssl", *map(str, arguments)], check=True, capture_output=True)


class Signer:
    """A certificate authority and a signer of timestamps below it; `root` is the certificate to trust."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name, self.root = folder, name, folder / f"{name}.pem"
        folder.mkdir(exist_ok=True)
        key, request, leaf = (folder / f"{name}{end}" for end in (".key", ".csr", "-tsa.pem"))
        new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl("req", "-x509", *new, "-keyout", key, "-out", self.root, "-days", "9", "-subj", f"/CN={name} root")
        openssl("req", *new, "-keyout", folder / f"{name}-tsa.key", "-out", request, "-subj", f"/CN={name} clock")
        (folder / "extensions").write_text(EXTENSIONS)
        signing = ("-CA", self.root, "-CAkey", key, "-CAcreateserial", "-days", "9")
        openssl("x509", "-req", "-in", request, *signing, "-extfile", folder / "extensions", "-out", leaf)
        (folder / f"{name}.serial").write_text("01\n")
        (folder / f"{name}.cnf").write_text(CONFIGURATION.format(folder=folder, name=name))

    def sign(self, request: bytes) -> bytes:
        """The answer to a request: a token, or a refusal of what is none."""
        query, answer = self.folder / "query", self.folder / "answer"
        query.write_bytes(request)
        configuration = self.folder / f"{self.name}.cnf"
        openssl("ts", "-reply", "-config", configuration, "-section", "ours", "-queryfile", query, "-out", answer)
        return answer.read_bytes()


class Authority:
    """What the server does with a request is `reply`, which a test may change; `asked` are the requests that came."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.reply: Callable[[bytes], bytes] = signer.sign
        self.status = 200
        self.pause = 0.0
        self.asked: list[bytes] = []
        self.url = ""


@contextlib.contextmanager
def serving(authority: Authority, port: int = 0) -> Iterator[Authority]:
    """Answer on that port of loopback (0: any that is free) while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            authority.asked.append(request)
            body = authority.reply(request)
            self.send_response(authority.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            with contextlib.suppress(OSError):
                for at in range(0, len(body), 1024):
                    time.sleep(authority.pause)
                    self.wfile.write(body[at : at + 1024])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    authority.url = f"http://127.0.0.1:{server.server_port}/tsr"
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
