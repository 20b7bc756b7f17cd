"""Config: every setting that can change a record, read from TOML, frozen, with a hash.

The defaults stand, commented, in `default.toml`; a user's file names only what it changes.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from dateline.code.config import CodeConfig
from dateline.errors import DatelineError


class ConfigError(DatelineError):
    """A configuration file that cannot be used."""


@dataclass(frozen=True, slots=True)
class NumberConfig:
    """How words become bounds (codebook 7 and 11). Empty = the codebook's own row.

    `vague` maps a count word to its lower bound; `about` and `nearly` are shares (0..1).
    """

    vague: Mapping[str, int] = field(default_factory=dict)
    about: float | None = None
    nearly: float | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; one section of the file each. Two equal configurations have one hash."""

    numbers: NumberConfig = field(default_factory=NumberConfig)
    code: CodeConfig = field(default_factory=CodeConfig)

    def to_json(self) -> str:
        """The effective settings as canonical JSON: sorted keys, no spaces."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def hash(self) -> str:
        """SHA-256 of `to_json()`."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


@cache
def default_toml() -> str:
    """The text of the commented default configuration."""
    return files("dateline").joinpath("default.toml").read_text(encoding="utf-8")


def load_config(path: str | Path | None = None) -> Config:
    """The defaults, with the settings of the TOML file at `path` over them.

    Raises ConfigError for a file that cannot be read, an unknown key or a value of a wrong type.
    """
    settings: dict[str, Any] = tomllib.loads(default_toml())
    where = "default.toml"
    if path is not None:
        where = str(path)
        try:
            changes = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(
                "configuration not readable", where, error.strerror or "check the path"
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError("configuration is not TOML", where, str(error)) from error
        _overlay(settings, changes)
    config = _build(Config, settings, "", where)
    assert isinstance(config, Config)
    return config


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _overlay(below[key], value)
        else:
            below[key] = value


def _build(cls: type[Any], table: Any, section: str, where: str) -> Any:
    """`table` as the frozen dataclass `cls`, every key and type checked."""
    if not isinstance(table, dict):
        raise ConfigError(f"[{section}] is not a table", where, f"write [{section}] with keys")
    hints = get_type_hints(cls)
    names = [f.name for f in fields(cls)]
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{section}.{key}" if section else key
        if key not in names:
            options = ", ".join(names)
            raise ConfigError(f"unknown setting {name!r}", where, f"valid here: {options}")
        kind = hints[key]
        if isinstance(kind, type) and is_dataclass(kind):
            values[key] = _build(kind, value, name, where)
        else:
            values[key] = _checked(kind, value, name, where)
    return cls(**values)


def _checked(kind: Any, value: Any, name: str, where: str) -> Any:
    try:
        return _cast(kind, value)
    except TypeError as error:
        raise ConfigError(f"setting {name!r} has a wrong value", where, str(error)) from error


def _cast(kind: Any, value: Any) -> Any:
    """`value` as `kind` (bool, int, float, str, list, table of those); TypeError otherwise."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _cast(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError("give a list")
        return tuple(_cast(args[0], v) for v in value)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise TypeError("give a table")
        return {k: _cast(args[1], value[k]) for k in sorted(value)}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in (bool, int, float, str):
        if type(value) is not kind:
            raise TypeError(f"give {_SPOKEN[kind]}, not {value!r}")
        if kind is float and (value != value or value in (float("inf"), float("-inf"))):
            raise TypeError("give a finite number")
    return value


_SPOKEN = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
