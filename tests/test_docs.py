"""What README and docs promise is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language: str, text: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def test_ci_runs_the_readmes_test_command() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    install, run = next(b for b in blocks("sh", README) if "pytest" in b).strip().split(" && ")
    assert run in ci
    assert install.replace("pip install", "pip install --quiet") in ci


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_commands_and_options_in_the_docs_exist(path: Path) -> None:
    import typer.main

    root = typer.main.get_command(app)
    text = path.read_text("utf-8")
    used = re.findall(
        r"^(?:\.venv/bin/)?dateline ([a-z]+)(.*)$", "\n".join(blocks("sh", text)), re.M
    )
    for name, rest in used:
        command = root.commands.get(name)  # type: ignore[attr-defined]
        assert command is not None, f"{path.name}: no command {name}"
        if hasattr(command, "commands"):
            continue
        known = {o for p in command.params for o in p.opts}
        for option in re.findall(r"(--[a-z-]+)", rest.split("#")[0]):
            assert option in known, f"{path.name}: {name} has no option {option}"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_between_the_docs_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), f"{path.name} points to {target}"


def test_every_dependency_is_justified() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for name in re.findall(r'"([a-z0-9-]+)(?:\[[a-z]+\])?[=<>~]=', project):
        assert name in reasons, f"docs/dependencies.md does not say why {name} is there"


def test_the_readmes_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(
        "Gunmen killed three people in the market of Baga on Monday, residents said by telephone."
    )
    monkeypatch.chdir(tmp_path)
    for block in blocks("python", README):
        exec(compile(block, "README.md", "exec"), {})
