"""The kinds of column that the archive's tables are made of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, MetaData, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def text(name: str, needed: bool = False, key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not (needed or key), primary_key=key)


def whole(name: str, needed: bool = False, key: bool = False) -> Column[int]:
    kind: TypeEngine[int] = Integer()
    return Column(name, kind, nullable=not (needed or key), primary_key=key, autoincrement=False)


def count(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=True)


def real(name: str) -> Column[float]:
    return Column(name, Float(53), nullable=True)


def run() -> Column[int]:
    return Column("run_id", Integer, ForeignKey("runs.id"), nullable=False)


def of_document(key: bool = True) -> Column[str]:
    link = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", Text, link, primary_key=key, nullable=False)


def of_report(key: bool = True) -> Column[str]:
    link = ForeignKey("reports.id", ondelete="CASCADE")
    return Column("report_id", Text, link, primary_key=key, nullable=False)


def of_incident(key: bool = True) -> Column[str]:
    link = ForeignKey("incidents.id", ondelete="CASCADE")
    return Column("incident_id", Text, link, primary_key=key, nullable=False)


def ordinal() -> Column[int]:
    return whole("ordinal", key=True)


def words() -> tuple[Column[int], Column[int], Column[str]]:
    return whole("start", needed=True), whole("end", needed=True), text("words", needed=True)


def span(name: str) -> tuple[Column[int], Column[int], Column[str]]:
    return whole(f"{name}_start"), whole(f"{name}_end"), text(f"{name}_words")


def origin() -> tuple[Column[str], Column[float], Column[str]]:
    return text("by", needed=True), real("score"), text("note")
