"""Canonical JSON of the library's own types, and back: one value, one sequence of bytes."""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from json.encoder import encode_basestring as quoted
from math import isfinite
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from matching.errors import BrokenReceipt

T = TypeVar("T")


class Written(NamedTuple):
    """What is in canonical form already: it stands as it is, so that what stays the same is written once."""

    text: str


def canonical(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; fields that say nothing by default are left out. NaN is refused.

    `to_plain` as bytes, where all keys are strings: what `json.dumps` would say of that, without making it first.
    """
    return written(value).text.encode()


def written(value: object) -> Written:
    """The same as text, to stand in something larger."""
    return Written(_text(value))


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
        return {name: to_plain(inner) for name, inner in _told(value).items()}
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


def _told(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that say something, in the order of JSON."""
    plan = _plan(typing.cast("Any", type(value)))
    told = zip(plan.names, plan.values(value), plan.silent, strict=True)
    return {name: inner for name, inner, silent in told if inner or inner != silent or inner not in _NOTHING}


class _Plan(NamedTuple):
    """How the fields of a dataclass are read: names, all values at once, and what each is where nothing was said."""

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    silent: tuple[object, ...]


@cache
def _plan(kind: type[Any]) -> _Plan:
    fields = sorted((field for field in dataclasses.fields(kind) if field.init), key=lambda field: field.name)
    names = tuple(field.name for field in fields)
    values = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    return _Plan(names, values, tuple(field.default for field in fields))


def _text(value: object) -> str:
    kind = type(value)
    return (_WRITERS.get(kind) or _learnt(kind))(value)


def _learnt(kind: type[Any]) -> "_Writer":
    """How a type that was not met before is written."""
    writer = next((writer for known, writer in _KINDS if issubclass(kind, known)), None)
    if writer is None and dataclasses.is_dataclass(kind):
        writer = _of_fields(kind)
    if writer is None:
        raise TypeError(f"no canonical form for {kind.__qualname__}")
    _WRITERS[kind] = writer
    return writer


def _of_fields(kind: type[Any]) -> "_Writer":
    plan = _plan(typing.cast("Any", kind))
    keys, values = [f"{quoted(name)}:" for name in plan.names], plan.values
    rest = tuple(zip(keys, plan.silent, strict=True))

    def write(value: Any) -> str:
        told = [
            key + (_WRITERS.get(type(inner)) or _learnt(type(inner)))(inner)
            for (key, silent), inner in zip(rest, values(value), strict=True)
            if inner or inner != silent or inner not in _NOTHING
        ]
        return f"{{{','.join(told)}}}"

    return write


def _number(value: float) -> str:
    if not isfinite(value):
        raise ValueError("a number that is none has no canonical form")
    return float.__repr__(value)


def _object(value: Mapping[str, Any]) -> str:
    told = [
        f"{quoted(key)}:{(_WRITERS.get(type(inner)) or _learnt(type(inner)))(inner)}"
        for key, inner in sorted(value.items())
    ]
    return f"{{{','.join(told)}}}"


def _list(value: Iterable[Any]) -> str:
    return f"[{','.join([(_WRITERS.get(type(inner)) or _learnt(type(inner)))(inner) for inner in value])}]"


_Writer: TypeAlias = Callable[[Any], str]
_KINDS: tuple[tuple[type[Any], _Writer], ...] = (  # the first that fits
    (Written, lambda value: value.text),
    (str, quoted),
    (bool, lambda value: "true" if value else "false"),
    (int, int.__repr__),
    (float, _number),
    (types.NoneType, lambda _: "null"),
    (Enum, lambda value: _text(value.value)),
    (date, lambda value: quoted(value.isoformat())),
    (Mapping, _object),
    (frozenset, lambda value: _list(to_plain(value))),
    (tuple, _list),
    (list, _list),
)
_WRITERS: dict[type[Any], _Writer] = {}


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
