"""Actor relations that a document states: backs, fights, allied with, part of, leads, successor of.

Only what the words of one sentence say of two of its mentions, by the table of wordings in
`data/relations.toml`; nothing is inferred from incidents or from other sentences.
"""

from dateline.code.relations._document import document_relations
from dateline.code.relations._table import RelationTable, compile_table, relation_table

__all__ = ["RelationTable", "compile_table", "document_relations", "relation_table"]
