"""Values of the model as JSON, and back, without loss: what the record's rows hold."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from demonstrably.jsonlines import dump

T = TypeVar("T")


def encode(value: Any) -> str:
    """A dataclass of the model as JSON."""
    return dump(value, _plain)


def _plain(value: Any) -> dict[str, Any]:
    """A dataclass as a dictionary of its fields, which may be dataclasses again."""
    return {name: getattr(value, name) for name in _names(value.__class__)}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def decode(cls: type[T], text: str) -> T:
    """The dataclass that `encode` wrote. Raises ValueError, TypeError or KeyError on anything else."""
    return cast(T, _build(cls, json.loads(text)))


def build(cls: type[T], data: dict[str, Any]) -> T:
    """A dataclass from plain JSON values, nested ones too; a field left out takes its default."""
    return cast(T, _build(cls, data))


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader | None:
    """What makes a value of that type of plain JSON; None where that is the value already. Worked out once a type:
    a record is read as a whole, and holds many small values."""
    if dataclasses.is_dataclass(kind):
        return _reader_of_class(cast(type, kind))
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _reader(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return _reader_of_tuple(arguments)
    return None


def _reader_of_class(kind: type) -> Reader:
    readers = {name: reader for name, hint in typing.get_type_hints(kind).items() if (reader := _reader(hint))}

    def read(data: Any) -> Any:
        if data is None:
            return None
        made = {name: reader(data[name]) for name, reader in readers.items() if name in data}
        return kind(**{**data, **made})

    return read


def _reader_of_tuple(arguments: tuple[Any, ...]) -> Reader:
    if arguments[-1] is not Ellipsis:
        return _reader_of_pair(tuple(map(_reader, arguments)))
    reader = _reader(arguments[0])
    if reader is None:
        return lambda data: None if data is None else tuple(data)
    return lambda data: None if data is None else tuple(map(reader, data))


def _reader_of_pair(readers: tuple[Reader | None, ...]) -> Reader:
    def read(data: Any) -> Any:
        if data is None:
            return None
        return tuple(reader(item) if reader else item for reader, item in zip(readers, data, strict=True))

    return read


def _build(kind: Any, data: Any) -> Any:
    reader = _reader(kind)
    return reader(data) if reader else data
