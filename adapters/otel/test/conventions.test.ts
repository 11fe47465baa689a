import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, it } from 'vitest';
import { attribute, metric } from '../src/otel-conventions.ts';
import { spanContextOf, traceparentOf } from '../src/otel-trace-context.ts';

describe('names', () => {
  it('that are not ours are those of the conventions, and none is deprecated there', () => {
    const known = new Set<unknown>(Object.values(conventions));
    const names = Object.values({ ...attribute, ...metric }).filter((name) => !name.startsWith('postern.'));
    expect(names.length).toBeGreaterThan(6);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    expect(names).not.toContain(conventions.ATTR_MESSAGING_SYSTEM);
    expect(conventions.ATTR_MESSAGING_SYSTEM_NAME).toBe(attribute.system);
  });

  it.each([
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', true],
    ['01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later', true],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later', false],
    ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', false],
    ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', false],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01', false],
    ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01', false],
    ['', false],
    ['nonsense', false],
  ])('of a trace are read as W3C has them: %s', (traceparent, isOne) => {
    const context = spanContextOf(traceparent);
    expect(context !== undefined).toBe(isOne);
    if (context && traceparent.startsWith('00')) expect(traceparentOf(context)).toBe(traceparent);
  });
});
