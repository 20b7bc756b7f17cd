import { describe, expect, it } from 'vitest';
import { renewed, type Clash } from './attempt.svelte';

describe('a decision that came second', () => {
  it('is sent again against what stands there now, the others unchanged', () => {
    const edit = (field: string, old: number, value: number) => ({
      action: 'edit',
      target_kind: 'incident' as const,
      target_id: 'I000012',
      field,
      old,
      new: value,
    });
    const clash = { index: 1, field: 'killed_high', old: 240, current: 160 } as Clash;
    expect(renewed([edit('killed_best', 141, 150), edit('killed_high', 240, 200)], [clash])).toEqual([
      edit('killed_best', 141, 150),
      edit('killed_high', 160, 200),
    ]);
  });
});
