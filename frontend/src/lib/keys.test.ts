import { beforeEach, describe, expect, it } from 'vitest';
import { actions, keys, nameOf } from './keys.svelte';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('the name of a key', () => {
  it('has its modifiers, and one name for Ctrl and Command', () => {
    expect(nameOf({ ...plain, key: 'j' })).toBe('j');
    expect(nameOf({ ...plain, key: ' ' })).toBe('Space');
    expect(nameOf({ ...plain, key: 'z', ctrlKey: true })).toBe('Ctrl+z');
    expect(nameOf({ ...plain, key: 'Z', metaKey: true })).toBe('Ctrl+z');
    expect(nameOf({ ...plain, key: '?' })).toBe('?');
  });
});

describe('keys', () => {
  beforeEach(() => keys.reset());

  it('are each of one action as delivered', () => {
    const all = actions.flatMap((action) => action.key.split(' '));
    expect(new Set(all).size).toBe(all.length);
  });

  it('can be changed, and are taken from the action that had them', () => {
    keys.change('accept', 'x');
    expect(keys.of('accept')).toBe('x');
    expect(keys.of('reject')).toBe('');
    keys.change('undo', 'u');
    expect(keys.of('undo')).toBe('u');
  });

  it('leave the other key of an action that has two', () => {
    keys.change('flag', 'Backspace');
    expect(keys.of('undo')).toBe('Ctrl+z');
  });
});
