"""Builds the workbench's page into the package when the package itself is built.

A wheel or an editable install made where npm is there gets the page built from `frontend/`; without
npm or a network the package is built without it and says so. Users of the wheel need no Node.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("src", "public", "index.html", "package-lock.json", "vite.config.ts", "svelte.config.js")
SECONDS = 600


class PageHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    # `version` is what is built (standard or editable): the page is the same.
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        static = root / "src" / "dateline" / "web" / "static"
        frontend = root / "frontend"
        # A source distribution carries the page; it is built again only where that is older.
        if (frontend / "package.json").is_file() and outdated(frontend, static):
            build(frontend)
        if (static / "index.html").is_file():
            build_data["artifacts"].append("src/dateline/web/static/**")
        else:
            warn("the package is built without the page; `dateline serve` serves the API alone")


def outdated(frontend: Path, static: Path) -> bool:
    """True where the built page is missing or older than one of its sources."""
    page = static / "index.html"
    if not page.is_file():
        return True
    built = page.stat().st_mtime
    paths = (frontend / name for name in SOURCES)
    files = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    return any(file.is_file() and file.stat().st_mtime > built for file in files)


def build(frontend: Path) -> None:
    """Runs `npm ci` (where packages are missing) and `npm run build`; warns where it cannot."""
    npm = shutil.which("npm")
    if npm is None:
        warn("npm is not there; install Node 20.19 or newer and run `npm ci && npm run build`")
        return
    try:
        if installed_differs(frontend):
            run([npm, "ci", "--no-audit", "--no-fund"], frontend)
        run([npm, "run", "build"], frontend)
    except (OSError, subprocess.SubprocessError) as error:
        warn(f"the page could not be built in {frontend}: {error}")


def installed_differs(frontend: Path) -> bool:
    """True where node_modules is missing or older than package-lock.json."""
    installed = frontend / "node_modules" / ".package-lock.json"
    lock = frontend / "package-lock.json"
    return not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, timeout=SECONDS, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-5:]
        command_line = " ".join(command[1:])
        raise subprocess.SubprocessError(f"npm {command_line} failed: " + " | ".join(last))


def warn(text: str) -> None:
    print(f"dateline: {text}", file=sys.stderr)
