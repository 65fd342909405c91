"""Canonical JSON of the library's own types, and back: one value, one sequence of bytes."""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from matching.errors import BrokenReceipt

T = TypeVar("T")


def canonical(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; fields that say nothing by default are left out. NaN is refused."""
    plain = to_plain(value)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def to_plain(value: object) -> Any:
    """Dataclasses become objects, tuples lists, moments ISO 8601."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, Mapping | tuple | list | frozenset):
        return _collection(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_plain(inner)
            for name, silent in _fields(type(value))
            if (inner := getattr(value, name)) != silent or inner not in _NOTHING
        }
    raise TypeError(f"no canonical form for {type(value).__qualname__}")


def _collection(value: Mapping[Any, Any] | tuple[Any, ...] | list[Any] | frozenset[Any]) -> Any:
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    plain = [to_plain(inner) for inner in value]
    return sorted(plain) if isinstance(value, frozenset) else plain


def from_plain(kind: type[T], plain: Any) -> T:
    """Builds a `kind` from what `to_plain` made; raises BrokenReceipt when it does not fit."""
    try:
        return typing.cast("T", _read(kind, plain))
    except (TypeError, ValueError, KeyError, AttributeError) as trouble:
        raise BrokenReceipt("receipt.malformed", expected=str(getattr(kind, "__name__", kind))) from trouble


_NOTHING: tuple[object, ...] = (None, ())


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(kind) if field.init)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, plain: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return (
            None if plain is None else _read(next(k for k in typing.get_args(kind) if k is not types.NoneType), plain)
        )
    if origin is tuple:
        return _read_tuple(typing.get_args(kind), plain)
    if origin is frozenset:
        return frozenset(_read_tuple((*typing.get_args(kind), ...), plain))
    if origin is Mapping:
        key, value = typing.get_args(kind)
        return {_read(key, name): _read(value, inner) for name, inner in plain.items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast("Any", kind))
        return typing.cast("type[Any]", kind)(**{name: _read(hints[name], inner) for name, inner in plain.items()})
    return _read_leaf(kind, plain)


def _read_tuple(inner: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], one) for one in plain)
    return tuple(_read(kind, one) for kind, one in zip(inner, plain, strict=True))


def _read_leaf(kind: Any, plain: Any) -> Any:
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    if issubclass(kind, Enum):
        return kind(plain)
    if kind is float and type(plain) is int:
        return float(plain)
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain
