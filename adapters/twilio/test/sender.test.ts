import { describe, expect, it } from 'vitest';
import { readSender } from '../src/twilio-sender.ts';

const pool = `MG${'0a'.repeat(16)}`;

describe('a sender, as Twilio takes it', () => {
  it.each([
    [pool, 'pool'],
    ['R&D', 'alphanumeric'],
    ['Acme-24_7', 'alphanumeric'],
    ['B+C', 'alphanumeric'],
    ['+Acme', 'alphanumeric'],
    ['Acme 24', 'alphanumeric'],
  ])('%s is a %s', (value, kind) => {
    expect(readSender(value)).toEqual({ kind, value });
  });

  it.each(['+447400123456', '12345', '+44 7400 123456', '1234'])('%s is read as usual', (value) => {
    expect(readSender(value)).toBeUndefined();
  });

  it.each(['Acme!', 'Twelve chars', 'Café', 'O’Neill', pool.slice(1), `${pool}0`])(
    '%s is refused',
    (value) => {
      expect(readSender(value)).toHaveProperty('refused');
    },
  );
});
