"""The coder: encoder, normalisers and configuration bound into one function of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from dateline.code.config import CodeConfig
from dateline.code.record import Normalisers, code_document
from dateline.records import Annotation, Document, Record

if TYPE_CHECKING:
    from dateline.config import Config


class Annotator(Protocol):
    """What the annotate room gives: a pure function from document to annotation."""

    @property
    def model(self) -> str: ...

    def __call__(self, document: Document) -> Annotation: ...


@dataclass(frozen=True, slots=True)
class Coder:
    """Turns one document into its record; the same document gives the same record, always."""

    annotator: Annotator
    normalisers: Normalisers
    config: CodeConfig
    version: str

    @property
    def model(self) -> str:
        """The weights and tables that make the records, as one short name."""
        return f"{self.annotator.model}+{self.normalisers.tables}"

    def __call__(
        self,
        document: Document | str,
        *,
        published: date | str | None = None,
        title: str | None = None,
        outlet: str | None = None,
        id: str | None = None,
        url: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Record:
        """The record of one document, or of a text with what is known about it.

        `published` is a date or "YYYY-MM-DD"; without it relative times stay unresolved and say
        why. Raises ValueError for a text that is empty or not English, TypeError for other types.
        """
        if isinstance(document, str):
            from dateline.read import document_from_text

            document = document_from_text(
                document,
                id=id,
                title=title,
                published=published,
                outlet=outlet,
                url=url,
                metadata=metadata,
            )
        elif not isinstance(document, Document):
            raise TypeError(f"expected a text or a Document, got {type(document).__name__}")
        if not document.text.strip():
            raise ValueError(f"document {document.id!r} has no text; give it some, or leave it out")
        if document.language not in (None, "en"):
            raise ValueError(
                f"document {document.id!r} is in the language {document.language!r}; "
                "only English is coded, so give a translation or leave it out"
            )
        annotation = self.annotator(document)
        return code_document(document, annotation, self.normalisers, self.config, self.version)

    def pipe(self, documents: Iterable[Document | str]) -> Iterator[Record]:
        """Records of documents (or bare texts), one by one and in order, none held."""
        for document in documents:
            yield self(document)


def load_coder(
    config: Config | None = None, *, threads: int | None = 1, device: str = "cpu"
) -> Coder:
    """The coder with the shipped weights, the gazetteer and the actor list.

    `threads` bounds the encoder (None: all cores); `device` is "cpu" or "cuda". The first call on
    a machine compiles the gazetteer into the user's cache folder, which takes under two minutes.
    """
    from dateline import __version__
    from dateline.annotate import load_annotator
    from dateline.code.normalisers import load_normalisers
    from dateline.config import load_config

    settings = config or load_config()
    return Coder(
        annotator=load_annotator(threads=threads, device=device),
        normalisers=load_normalisers(settings),
        config=settings.code,
        version=__version__,
    )
