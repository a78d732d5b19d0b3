"""The formats, one small module each, found by its `EXPORTER`; `tests/test_export.py` holds each to the contract."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from demonstrably.export.columns import Table

Row = dict[str, Any]


class Exporter(Protocol):
    """Writes tables in one format. The same rows give the same bytes."""

    name: str
    suffix: str
    tables: tuple[str, ...] | None
    """The tables that the format can hold, None for all."""

    def write(self, table: Table, rows: Iterable[Row], path: Path) -> None:
        """Write the table's rows to the path."""
        ...


def exporters() -> Mapping[str, Exporter]:
    """All formats by name, sorted."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.EXPORTER for module in modules if hasattr(module, "EXPORTER")]
    return {exporter.name: exporter for exporter in sorted(found, key=lambda exporter: str(exporter.name))}
