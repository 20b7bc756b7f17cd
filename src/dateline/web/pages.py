"""Lists: a page of rows, sorted by a known column, with the number of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, Field
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, String

from dateline.store import by_id
from dateline.web.columns import Shape

T = TypeVar("T")


class Rows(Shape, Generic[T]):
    """A page of a list and how many rows there are in all."""

    total: int
    rows: list[T]


def sort_by(columns: Sequence[str], default: str) -> Any:
    """The parameter `sort`: one of the columns, with `-` before it for the highest first."""
    known = [*columns, *(f"-{name}" for name in columns)]

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"is no column to sort by: one of {', '.join(columns)}, or -COLUMN")
        return value

    return Annotated[str, Field(default=default, max_length=40), AfterValidator(check)]


def page(
    connection: Connection,
    query: Select[Any],
    sort: str,
    columns: Mapping[str, ColumnElement[Any]],
    tie: ColumnElement[Any],
    limit: int,
    offset: int,
) -> Sequence[RowMapping]:
    """The rows of a page. Unknown values come last either way; `tie` decides between equals."""
    column = columns[sort.removeprefix("-")]
    order = by_id(connection, column) if isinstance(column.type, String) else column
    if sort.startswith("-"):
        order = order.desc()
    query = query.order_by(column.is_(None), order, by_id(connection, tie))
    return connection.execute(query.limit(limit).offset(offset)).mappings().all()
