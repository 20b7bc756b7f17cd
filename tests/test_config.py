from __future__ import annotations

import pickle
import re
import tomllib
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from dateline.config import Config, ConfigError, default_toml, load_config


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_commented_defaults_are_the_defaults() -> None:
    assert load_config() == Config()
    assert load_config().hash == Config().hash


def test_every_setting_stands_in_the_commented_file() -> None:
    text = default_toml()
    for section in fields(Config):
        for setting in fields(getattr(Config(), section.name)):
            line = rf"(?m)^(# |\[{section.name}\.)?{setting.name}\b"
            assert re.search(line, text), f"{section.name}.{setting.name} is not in default.toml"


def test_a_file_changes_only_what_it_names(tmp_path: Path) -> None:
    path = _write(tmp_path / "my.toml", "[code]\ntrigger = 0.7\n[numbers.vague]\ndozens = 20\n")
    config = load_config(path)
    assert config.code.trigger == 0.7
    assert config.code.role == Config().code.role
    assert config.numbers.vague == {"dozens": 20}
    assert config.hash != Config().hash


def test_the_order_of_keys_does_not_change_the_hash(tmp_path: Path) -> None:
    one = _write(tmp_path / "1.toml", "[numbers.vague]\na = 1\nb = 2\n[code]\nrole = 0.4\n")
    two = _write(tmp_path / "2.toml", "[code]\nrole = 0.4\n[numbers.vague]\nb = 2\na = 1\n")
    assert load_config(one).hash == load_config(two).hash


def test_whole_numbers_serve_as_numbers(tmp_path: Path) -> None:
    assert load_config(_write(tmp_path / "m.toml", "[code]\nrole = 1\n")).code.role == 1.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[code]\ntriger = 0.5", r"unknown setting 'code.triger'.*valid here: .*trigger"),
        ("[cod]\ntrigger = 0.5", r"unknown setting 'cod'.*numbers, code"),
        ("[code]\ntrigger = 'high'", "give a number"),
        ("[code]\ntrigger = true", "give a number"),
        ("[code]\ntrigger = nan", "finite"),
        ("[code]\nnews_window_days = 2.5", "whole number"),
        ("[numbers]\nvague = 3", "give a table"),
        ("code = 3", "not a table"),
        ("[code", "not TOML"),
    ],
)
def test_mistakes_are_told_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    path = _write(tmp_path / "my.toml", text)
    with pytest.raises(ConfigError, match=said) as caught:
        load_config(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not readable"):
        load_config(tmp_path / "absent.toml")
    path = tmp_path / "binary"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not TOML"):
        load_config(path)


def test_a_configuration_is_frozen_and_travels_to_other_processes() -> None:
    config = load_config()
    with pytest.raises(FrozenInstanceError):
        config.code = config.code  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(config)) == config
    assert tomllib.loads(default_toml())
