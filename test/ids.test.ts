import { describe, expect, it } from 'vitest';
import { createId } from '../src/model/ids.ts';

describe('an id', () => {
  it('sorts after those made before it, also within one millisecond', () => {
    const first = new Date('2030-01-01T00:00:00.000Z');
    const later = new Date('2030-01-01T00:00:00.001Z');
    const ids = [
      ...Array.from({ length: 2000 }, () => createId('msg', first)),
      ...Array.from({ length: 10 }, () => createId('msg', later)),
    ];
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^msg_[0-9a-z]{25}$/.test(id))).toBe(true);
  });
});
