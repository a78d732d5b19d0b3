"""RFC 3161 timestamps of the log, by an authority of our own that behaves, misbehaves or is not there."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from authority import OPENSSL, Authority, Signer, openssl, serving
from demonstrably.address import Address
from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.errors import AuthorityError, UsageError
from demonstrably.scale import run
from demonstrably.store import Record, verify_folder
from demonstrably.store.timestamps.authority import LARGEST, address, ask
from demonstrably.store.timestamps.tokens import Answered, judge, new_request, trusted
from made_reports import REPORTS, Maker, write_reports
from tampering import tampered

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="there is no openssl on the path")


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(tmp_path_factory.mktemp("ours"), "ours")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(tmp_path_factory.mktemp("theirs"), "theirs")


@pytest.fixture
def authority(signer: Signer) -> Iterator[Authority]:
    with serving(Authority(signer)) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(fill(tmp_path / "record", write_reports(tmp_path / "reports.jsonl")))


@pytest.fixture
def record(place: Address, tmp_path: Path) -> Address:
    """A record of four reports, on each kind of store."""
    return fill(place, write_reports(tmp_path / "reports.jsonl"))


def fill(address: Address, source: Path) -> Address:
    with Record.create(address) as record:
        run([source], record, Codebook(), maker=Maker())
    return address


def more(folder: Address, tmp_path: Path, name: str) -> None:
    """One more report in the record."""
    fill(folder, write_reports(tmp_path / f"{name}.jsonl", [{**REPORTS[0], "id": name}]))


def timestamp(folder: Address, *options: str | Path) -> Result:
    return CliRunner().invoke(app, ["timestamp", str(folder), *map(str, options)])


def states(folder: Address, *options: str | Path) -> list[tuple[int, str]]:
    said = timestamp(folder, "--check", "--json", *options).stdout.splitlines()
    return [(row["entry"], row["state"]) for row in map(json.loads, said)]


def head(folder: Address) -> tuple[int, str]:
    with Record.open(folder) as record:
        row = record.store.log_row()
        assert row is not None
        return row.seq, row.hash


def sound(folder: Address) -> bool:
    return not list(verify_folder(folder))


def test_a_token_is_received_and_confirmed_only_with_the_authoritys_certificate(
    record: Address, authority: Authority, signer: Signer, stranger: Signer
) -> None:
    (entry, hash) = head(record)
    done = timestamp(record, "--authority", authority.url)
    assert done.exit_code == 0, done.output
    assert f"entry {entry}: received (not checked against an authority you trust" in done.stdout
    assert "confirmed" not in done.stdout
    assert bytes.fromhex(hash) in authority.asked[0]
    assert states(record) == [(entry, "received")]
    assert states(record, "--certificates", signer.root) == [(entry, "confirmed")]
    assert states(record, "--certificates", stranger.root) == [(entry, "received")]
    assert timestamp(record, "--check", "--certificates", stranger.root).exit_code == 1
    assert sound(record)


def test_nothing_but_the_hash_is_sent(folder: Path, authority: Authority) -> None:
    timestamp(folder, "--authority", authority.url)
    (request,) = authority.asked
    assert len(request) < 80, "a hash of 32 bytes, a number, and the names of these"


def test_openssl_confirms_what_we_kept_with_the_hash_alone(
    folder: Path, authority: Authority, signer: Signer, tmp_path: Path
) -> None:
    _, hash = head(folder)
    timestamp(folder, "--authority", authority.url)
    (row,) = map(json.loads, timestamp(folder, "--check", "--json").stdout.splitlines())
    token = tmp_path / "token.tsr"
    token.write_bytes(base64.b64decode(row["response"]))
    openssl("ts", "-verify", "-digest", hash, "-in", token, "-CAfile", signer.root)


def test_where_nothing_came_since_nobody_is_asked(record: Address, authority: Authority, tmp_path: Path) -> None:
    for _ in range(3):
        assert timestamp(record, "--authority", authority.url).exit_code == 0
    assert len(authority.asked) == 1
    first = states(record)[0][0]
    more(record, tmp_path, "late")
    newest, _ = head(record)
    timestamp(record, "--authority", authority.url)
    assert states(record) == [(first, "received"), (newest, "received")]
    assert sound(record)


def test_an_authority_that_is_away_leaves_a_pending_request_that_the_next_call_completes(
    record: Address, signer: Signer
) -> None:
    away = Authority(signer)
    with serving(away):
        pass
    entry, _ = head(record)
    done = timestamp(record, "--authority", away.url)
    assert done.exit_code == 1
    assert "could not be reached" in done.stderr
    assert states(record) == [(entry, "pending")]
    timestamp(record, "--authority", away.url)
    assert states(record) == [(entry, "pending")], "the same request is sent again, no other is made"
    assert sound(record)
    with serving(Authority(signer), port=int(away.url.rpartition(":")[2].split("/")[0])):
        assert timestamp(record, "--authority", away.url).exit_code == 0
    assert states(record, "--certificates", signer.root) == [(entry, "confirmed")]
    assert sound(record)


def test_a_refusal_is_told_and_the_next_call_asks_anew(record: Address, authority: Authority, signer: Signer) -> None:
    authority.reply = lambda request: signer.sign(b"no request at all")
    done = timestamp(record, "--authority", authority.url)
    assert done.exit_code == 1
    assert "refused (Bad request format or system error.)" in done.stdout
    authority.reply = signer.sign
    assert timestamp(record, "--authority", authority.url).exit_code == 0
    assert [state for _, state in states(record)] == ["refused", "received"]
    assert sound(record)


def _other(signer: Signer, line: str) -> Callable[[bytes], bytes]:
    """An answer to a request of ours for another line, whatever is asked."""
    request = new_request(1, line, hashlib.sha256(line.encode()).hexdigest(), "")
    return lambda _: signer.sign(base64.b64decode(request.request))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (lambda request: b"", "no timestamp"),
        (lambda request: b"<html>Service unavailable</html>", "no timestamp"),
        (lambda request: b"\x30\x82\xff\xff" + b"\0" * 90, "no timestamp"),
        (lambda request: b"\x30\x05\x30\x03\x02\x01\x03", "has not signed it yet"),
        (lambda request: b"x" * (LARGEST + 1), "more than 256 kB"),
    ],
)
def test_what_is_no_answer_is_not_kept(
    folder: Path, authority: Authority, reply: Callable[[bytes], bytes], said: str
) -> None:
    authority.reply = reply
    done = timestamp(folder, "--authority", authority.url)
    assert (done.exit_code, said in done.stderr) == (1, True), done.output
    assert [state for _, state in states(folder)] == ["pending"]
    assert sound(folder)


def test_a_token_for_another_hash_or_another_request_is_not_kept(
    folder: Path, authority: Authority, signer: Signer
) -> None:
    with Record.open(folder) as record:
        row = record.store.log_row()
        assert row is not None
    for line, said in (("something else", "another hash"), (row.body, "another request")):
        authority.reply = _other(signer, line)
        done = timestamp(folder, "--authority", authority.url)
        assert (done.exit_code, said in done.stderr) == (1, True), done.output
    assert [state for _, state in states(folder)] == ["pending"]


def test_an_authority_with_another_status_or_that_is_too_slow_is_told(authority: Authority) -> None:
    request = new_request(1, "line", "00", authority.url)
    authority.status = 503
    with pytest.raises(AuthorityError, match="status 503"):
        ask(request, authority.url)
    authority.status, authority.pause, authority.reply = 200, 0.1, lambda _: b"x" * 100_000
    with pytest.raises(AuthorityError, match="not done after 1 seconds"):
        ask(request, authority.url, patience=1)


@pytest.mark.parametrize("url", ["tsa.example", "ftp://tsa.example/", "http://", "http://tsa.example:99999/"])
def test_an_address_that_is_none_is_a_usage_error(folder: Path, url: str) -> None:
    assert timestamp(folder, "--authority", url).exit_code == 2
    assert states(folder) == []


def test_a_login_in_the_address_is_not_kept() -> None:
    assert address("https://kim:secret@tsa.example:8080/tsr?q=1#x") == "https://tsa.example:8080/tsr?q=1"


def test_a_file_without_certificates_is_a_usage_error(tmp_path: Path) -> None:
    for content in (b"", b"no certificate"):
        (tmp_path / "tsa.pem").write_bytes(content)
        with pytest.raises(UsageError, match="certificate"):
            trusted(tmp_path / "tsa.pem")


def test_no_changed_byte_of_a_token_is_confirmed_for_another_hash(
    folder: Path, authority: Authority, signer: Signer
) -> None:
    """Whatever is done to a token, it confirms the hash it was made for or nothing."""
    request = new_request(1, "line", "6a" * 32, authority.url)
    token = ask(new_request(1, "line", _sha256("line"), authority.url), authority.url)
    roots = trusted(signer.root)
    for at in range(0, len(token), 7):
        changed = token[:at] + bytes([token[at] ^ 4]) + token[at + 1 :]
        found = judge(request, Answered(1, base64.b64encode(changed).decode()), roots)
        assert found.state != "confirmed"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_log_that_was_cut_after_it_was_signed_is_found_out(folder: Path, authority: Authority) -> None:
    """All tables are cut to what the first entries tell of, so that chain and counts hold; the token shows it."""
    timestamp(folder, "--authority", authority.url)
    tampered(folder, "DELETE FROM log WHERE seq > 3", "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'log'")
    said = [f"{finding.where}: {finding.what}" for finding in verify_folder(folder)]
    assert any(each.startswith("log entry 4: is gone since") for each in said), said


def test_verify_tells_what_is_covered(record: Address, authority: Authority, signer: Signer) -> None:
    entry, _ = head(record)
    timestamp(record, "--authority", authority.url)

    def line(*options: Any) -> str:
        said = CliRunner().invoke(app, ["verify", str(record), *map(str, options)])
        assert said.exit_code == 0
        return said.stdout.splitlines()[1]

    assert f"timestamped up to entry {entry}, " in line()
    assert "(received: not checked against an authority you trust" in line()
    assert line("--certificates", signer.root).endswith(f"by {authority.url} (confirmed)")


def test_without_the_extra_all_else_works(folder: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    timestamp(folder, "--authority", authority.url)
    monkeypatch.setattr("demonstrably.store.timestamps.tokens.installed", lambda: False)
    monkeypatch.setattr("demonstrably.store.log.coverage.installed", lambda: False)
    assert sound(folder)
    done = timestamp(folder, "--authority", authority.url)
    assert (done.exit_code, "pip install 'demonstrably[timestamps]'" in done.stderr) == (2, True)
    assert "timestamps not checked" in CliRunner().invoke(app, ["verify", str(folder)]).stdout


def test_a_file_of_certificates_that_is_missing_is_told_before_anything(record: Address, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["verify", str(record), "--certificates", str(tmp_path / "none.pem")])
    assert (done.exit_code, "hold." in done.output) == (2, False), done.output


def test_an_answer_that_cannot_be_read_any_more_is_asked_for_anew(folder: Path, authority: Authority) -> None:
    timestamp(folder, "--authority", authority.url)
    tampered(folder, 'UPDATE timestamps SET body = \'{"asked":1,"response":"AAAA"}\' WHERE state = \'answered\'')
    asked = len(authority.asked)
    done = CliRunner().invoke(app, ["timestamp", str(folder), "--authority", authority.url])
    assert (done.exit_code, len(authority.asked)) == (0, asked + 1), done.output
