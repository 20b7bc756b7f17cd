"""`/api/export`: what is shown, as the export room's files."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from sqlalchemy import select
from starlette.background import BackgroundTask

from dateline.export import FORMATS, ExportError, Selection, export_archive
from dateline.review import log_export
from dateline.store import schema
from dateline.web.errors import ApiError
from dateline.web.filters import IncidentFilters, among, chosen
from dateline.web.serving import Here
from dateline.web.values import Truth

router = APIRouter(prefix="/api", tags=["archive"])

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP: the same archive gives the same bytes."""


class ExportFilters(IncidentFilters):
    """The filters of incidents, the format, and whether private persons are named."""

    format: Annotated[str, among(FORMATS)]
    public: Truth = 0
    by: Literal["incident", "report"] = "incident"


@router.get("/export", response_class=FileResponse)
def export(here: Here, given: Annotated[ExportFilters, Query()]) -> Any:
    """The files of an export in a ZIP; logged in `exports` where the archive can be written."""
    if given.q:
        here.keep_search()
    filters = given.model_dump(
        exclude={"format", "public", "by"}, exclude_defaults=True, by_alias=True
    )
    wanted = None
    if filters:
        with here.store.reading() as connection:
            ids = select(schema.incidents.c.id).where(*chosen(connection, given))
            wanted = frozenset(connection.execute(ids).scalars())
    folder = Path(tempfile.mkdtemp(prefix="dateline-export-"))
    try:
        written = export_archive(
            here.store,
            given.format,
            folder / "files",
            Selection(incidents=wanted),
            bool(given.public),
            by=given.by,
        )
        packed = folder / f"dateline-{given.format}.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for file in sorted(written, key=lambda file: file.path.name):
                entry = zipfile.ZipInfo(file.path.name, _FIRST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with (
                    file.path.open("rb") as source,
                    archive.open(entry, "w", force_zip64=True) as to,
                ):
                    shutil.copyfileobj(source, to)
        if not here.read_only:
            log_export(
                here.store,
                who=here.author,
                format=given.format,
                arguments={"filters": filters, "public": given.public, "by": given.by},
                path=packed.name,
                rows=sum(f.rows for f in written if not f.path.name.endswith(".about.json")),
            )
    except ExportError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ApiError(422, f"{error.what}: {error.where}", error.cure, "format") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        packed,
        media_type="application/zip",
        filename=packed.name,
        headers={"content-encoding": "identity"},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )
