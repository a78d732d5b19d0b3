"""Run the benchmarks and print one table; with --gate, fail where a figure fell below its floor.

    python -m benchmarks [PART...] [--data DIR] [--json]
    python -m benchmarks --gate [PART...]
    python -m benchmarks --re-pin [PART...] [--lower PART --why REASON]

Parts whose data are missing are skipped, and the table says which and why. Exit code 1: a part failed, or the gate.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path

from benchmarks import gate
from benchmarks.shape import Row

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.toml")

PARTS = (
    "quantities", "attribution", "dates", "places", "event_types", "relevance", "ingest", "claims", "real",
    "confidence", "kinds", "waves", "demo", "linking", "incremental", "explorer", "report", "speed", "scale",
)  # fmt: skip
"""Modules of this folder, in the order of the table; times are taken last, when nothing else is to be loaded."""


NUMERIC = (3, 4)
"""Columns of the table that are set to the right."""


@dataclass
class Outcome:
    """What a run gave: rows, the parts that ran, those that were skipped and those that broke, with the reason."""

    rows: list[Row] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    outcome = measure(options.part or PARTS, options.data)
    if options.json:
        print(json.dumps({"rows": [asdict(row) for row in outcome.rows], "skipped": outcome.skipped}, indent=1))
    else:
        print("\n".join(table(outcome.rows)))
    for part, reason in {**outcome.skipped, **outcome.broken}.items():
        print(f"{part}: {reason}", file=sys.stderr)
    failed = bool(outcome.broken)
    if options.re_pin:
        return int(_re_pin(outcome, options.lower, options.why) or failed)
    if options.gate:
        return int(_gate(outcome) or failed)
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--data", type=Path, default=DATA, help="folder with bench/ and gold/ (default ../shared)")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--gate", action="store_true", help="compare with floors.toml")
    parser.add_argument("--re-pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--lower", metavar="PART", help="let --re-pin lower floors of this part")
    parser.add_argument("--why", metavar="REASON", help="why; written into floors.toml")
    return parser


def measure(parts: Sequence[str], data: Path) -> Outcome:
    """Run the parts one after the other; one that breaks is told and does not keep the others from running."""
    outcome = Outcome()
    for part in parts:
        began = time.perf_counter()
        try:
            _run(part, data, outcome)
        except Exception as error:
            traceback.print_exc()
            outcome.broken[part] = f"broken: {type(error).__name__}: {error}"
        print(f"{part}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return outcome


def _run(part: str, data: Path, outcome: Outcome) -> None:
    module = import_module(f"benchmarks.{part}")
    missing = [name for name in module.NEEDS if not (data / name).exists()]
    if missing:
        outcome.skipped[part] = f"skipped, no {', '.join(missing)} in {data}"
        return
    rows = module.run(data)
    outcome.digests |= {name: gate.digest(data / name) for name in module.NEEDS}
    outcome.rows += rows
    outcome.ran.append(part)


def table(rows: Sequence[Row]) -> list[str]:
    """The rows as lines; an asterisk marks what is below its bar."""
    heads = ("part", "data", "metric", "ours", "bar", "peer")
    cells = [(row.part, row.data, row.metric, _ours(row), _number(row.bar), row.peer) for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    lines = [_line(heads, widths), _line(["-" * width for width in widths], widths)]
    for row, cell in zip(rows, cells, strict=True):
        lines.append(_line(cell, widths))
        lines += textwrap.wrap(row.note, 100, initial_indent="    ", subsequent_indent="    ")
    return lines


def _ours(row: Row) -> str:
    return _number(row.ours) + (" " if row.met else "*")


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = enumerate(zip(cells, widths, strict=True))
    sides = [cell.rjust(width) if k in NUMERIC else cell.ljust(width) for k, (cell, width) in cut]
    return "  ".join(sides).rstrip()


def _gate(outcome: Outcome) -> bool:
    """Whether the gate fails. It does where nothing could be looked at, too: no data is no proof."""
    if not outcome.ran:
        print("gate: nothing was measured", file=sys.stderr)
        return True
    problems = gate.failures(gate.load(FLOORS), outcome.rows, outcome.digests, outcome.ran)
    for problem in problems:
        print(f"gate: {problem}", file=sys.stderr)
    print(f"gate: {'failed' if problems else 'passed'} ({', '.join(outcome.ran)})", file=sys.stderr)
    return bool(problems)


def _re_pin(outcome: Outcome, lower: str | None, why: str | None) -> bool:
    """Write the new floors; whether that was refused."""
    try:
        floors = gate.re_pin(gate.load(FLOORS), outcome.rows, outcome.digests, outcome.ran, lower, why)
    except gate.Refused as refused:
        print(f"re-pin refused: {refused}", file=sys.stderr)
        return True
    FLOORS.write_text(gate.dump(floors), encoding="utf-8")
    print(f"{len(floors.floors)} floors pinned in {FLOORS}", file=sys.stderr)
    return False


if __name__ == "__main__":
    raise SystemExit(main())
