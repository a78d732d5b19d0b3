"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, reached by a socket there and by nothing else.

As root, which PostgreSQL refuses, it runs as `postgres` or `nobody`. It ends with the process that started it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

USER = "desk"
LOCKED = "locked"
"""A user whom the server asks for a password."""

SECONDS = 60
"""How long the server may take to come up on a busy machine."""

SWITCHES = (
    "listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=100",
    "log_min_messages=fatal",
)  # fmt: skip
RULES = f"local all {LOCKED} scram-sha-256\nlocal all all trust\n"


def binaries() -> Path | None:
    """The folder of the server's programs: on the path, or where Debian puts them; None where there are none."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(4))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def missing() -> str | None:
    """Why there is no server to test with."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (it is in the extra `dev`)"
    return None if binaries() else "there is no PostgreSQL server (apt-get install postgresql)"


def needed() -> None:
    """Skip the test where there is no server; in CI, fail."""
    reason = missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


class Cluster:
    """A running server. `start` and `stop` may be called any number of times."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._schemas = count(1)
        self._account = _account()
        if self._account:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)
        options = ("-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._call("initdb", "-D", self._data, *options)
        (folder / "data" / "pg_hba.conf").write_text(RULES)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _call(self, program: str, *arguments: str) -> None:
        folder = binaries()
        assert folder is not None
        line = [str(folder / program), *arguments]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self._as_user())

    def _as_user(self) -> dict[str, Any]:
        found = self._account
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []} if found else {}

    def start(self) -> None:
        folder = binaries()
        assert folder is not None
        switches = [part for switch in SWITCHES for part in ("-c", switch)]
        line = [str(folder / "postgres"), "-D", self._data, "-k", str(self.folder), *switches]
        self._process = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, cwd=self.folder, preexec_fn=_end_with_parent, **self._as_user()
        )
        self._wait()

    def _wait(self) -> None:
        import psycopg

        last = time.monotonic() + SECONDS
        while True:
            try:
                psycopg.connect(self.address(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert self._process is not None
                assert self._process.poll() is None, "the server ended at once"
                assert time.monotonic() < last, "the server did not come up"
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT is PostgreSQL's fast way, SIGQUIT that of a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def address(self, schema: str | None = None, user: str = USER) -> str:
        """A record's address; without a schema, libpq's own."""
        host = str(self.folder).replace("/", "%2F")
        return f"postgresql://{user}@{host}/postgres" + (f"?schema={schema}" if schema else "")

    @contextlib.contextmanager
    def schema(self) -> Iterator[str]:
        """The address of a record that isn't there yet; nothing is left of it afterwards."""
        name = f"record_{next(self._schemas)}"
        try:
            yield self.address(name)
        finally:
            self.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements past all that is ours; the rows of the last one."""
        import psycopg

        with psycopg.connect(self.address(), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """A running server, and nothing left of it afterwards. Its folder has a short name: a socket's path may have no
    more than a hundred letters."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    made = None
    try:
        made = Cluster(folder)
        made.start()
        yield made
    finally:
        if made is not None:
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as where we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _end_with_parent() -> None:
    """Ask the system to stop the server when this process is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
