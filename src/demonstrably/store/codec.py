"""Values of the model as JSON, and back, without loss: what the record's rows hold."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from functools import cache
from typing import Any, TypeVar, cast

from demonstrably.jsonlines import dump

T = TypeVar("T")


def encode(value: Any) -> str:
    """A dataclass of the model as JSON."""
    return dump(dataclasses.asdict(value))


def decode(cls: type[T], text: str) -> T:
    """The dataclass that `encode` wrote. Raises ValueError, TypeError or KeyError on anything else."""
    return cast(T, _build(cls, json.loads(text)))


def build(cls: type[T], data: dict[str, Any]) -> T:
    """A dataclass from plain JSON values, nested ones too; a field left out takes its default."""
    return cast(T, _build(cls, data))


@cache
def _fields(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _build(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    if dataclasses.is_dataclass(kind):
        hints = _fields(cast(type, kind))
        return cast(Any, kind)(**{name: _build(hints[name], item) for name, item in data.items()})
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _build(next(a for a in arguments if a is not type(None)), data)
    if origin is tuple:
        return _build_tuple(arguments, data)
    return data


def _build_tuple(arguments: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if arguments[-1] is Ellipsis:
        return tuple(_build(arguments[0], item) for item in data)
    return tuple(_build(kind, item) for kind, item in zip(arguments, data, strict=True))
