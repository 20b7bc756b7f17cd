// The columns of the incidents' table.
import type { Snippet } from 'svelte';
import type { Column } from '../../lib/columns';
import { moment, words } from '../../lib/format';
import type { IncidentRow } from '../../lib/types';

type Drawn =
  | 'id' | 'date' | 'type' | 'status' | 'place' | 'killed' | 'injured' | 'sources' | 'contested' | 'grade';
type Cells = Record<Drawn, Snippet<[IncidentRow]>>;

function names(row: IncidentRow, role: string): string {
  return row.actors
    .filter((actor) => actor.role === role)
    .map((actor) => actor.name)
    .join(', ');
}

export function columns(cells: Cells): Column<IncidentRow>[] {
  return [
    { id: 'id', title: 'Id', width: 68, sort: 'id', cell: cells.id },
    { id: 'date', title: 'Date', width: 170, sort: 'date_from', down: true, cell: cells.date },
    { id: 'type', title: 'Type', width: 136, sort: 'type', cell: cells.type },
    { id: 'place', title: 'Place', width: 98, grow: true, sort: 'place_name', cell: cells.place },
    { id: 'status', title: 'Status', width: 92, sort: 'status', cell: cells.status },
    { id: 'killed', title: 'Killed', width: 86, sort: 'killed_best', down: true, align: 'right', cell: cells.killed },
    { id: 'injured', title: 'Injured', width: 64, sort: 'injured_best', down: true, align: 'right', cell: cells.injured },
    { id: 'sources', title: 'Sources', width: 70, sort: 'sources', down: true, align: 'right', cell: cells.sources },
    { id: 'contested', title: 'Contested', width: 84, sort: 'contested', down: true, cell: cells.contested },
    { id: 'grade', title: 'Review', width: 78, sort: 'grade', cell: cells.grade },
    { id: 'work', title: 'Work', width: 74, sort: 'work_status', text: (row) => row.review.work_status ?? '' },
    { id: 'perpetrator', title: 'Perpetrators', width: 170, hidden: true, text: (row) => names(row, 'perpetrator') },
    { id: 'target', title: 'Targets', width: 170, hidden: true, text: (row) => names(row, 'target') },
    { id: 'country', title: 'Country', width: 76, hidden: true, sort: 'place_country', text: (row) => row.place_country ?? '' },
    { id: 'sentence', title: 'Sentence', width: 340, hidden: true, text: (row) => row.sentence_words ?? row.words },
    { id: 'documents', title: 'Documents', width: 94, hidden: true, sort: 'documents', down: true, align: 'right', text: (row) => String(row.documents) },
    { id: 'families', title: 'Families', width: 84, hidden: true, sort: 'families', down: true, align: 'right', text: (row) => String(row.families) },
    { id: 'assignee', title: 'Assigned to', width: 110, hidden: true, text: (row) => row.review.assignee ?? '' },
    { id: 'published', title: 'Last told', width: 110, hidden: true, sort: 'last_published', down: true, text: (row) => row.last_published ?? '' },
    { id: 'updated', title: 'Changed', width: 150, hidden: true, sort: 'updated_at', down: true, text: (row) => moment(row.updated_at) },
    { id: 'words', title: 'Words', width: 140, hidden: true, text: (row) => words(row.words) },
  ];
}
