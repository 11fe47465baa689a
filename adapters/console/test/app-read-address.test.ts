import { describe, expect, it } from 'vitest';
import { readTyped } from '../app/src/parts/read-address.ts';

describe('an address that somebody typed', () => {
  it.each([
    ['jo@people.example', { address: 'jo@people.example' }],
    [' jo@people.example, ', { address: 'jo@people.example' }],
    ['<jo@people.example>', { address: 'jo@people.example' }],
    ['mailto:jo@people.example', { address: 'jo@people.example' }],
    ['Jo Smith <jo@people.example>', { address: 'jo@people.example', name: 'Jo Smith' }],
    ['"Smith, Jo" <jo@people.example>;', { address: 'jo@people.example', name: 'Smith, Jo' }],
    ['"Jo \\"JJ\\" Smith" <jo@people.example>', { address: 'jo@people.example', name: 'Jo "JJ" Smith' }],
    ['jo@people.example <jo@people.example>', { address: 'jo@people.example' }],
    ['Zoë <zoë@bücher.example>', { address: 'zoë@bücher.example', name: 'Zoë' }],
  ])('is read: %s', (typed, expected) => {
    expect(readTyped('email', typed)).toEqual(expected);
  });

  it.each([
    '',
    'Jo Smith',
    'jo@people',
    'jo@people.example, al@people.example',
    'Jo <jo>',
    '@people.example',
  ])('is none, or not one alone: %s', (typed) => {
    expect(readTyped('email', typed)).toBeUndefined();
  });

  it.each([
    ['+44 7400 123456', { address: '+44 7400 123456' }],
    ['tel:+447400123456', { address: '+447400123456' }],
    ['(020) 7946 0000', { address: '(020) 7946 0000' }],
    ['Jo <+44 7400 123456>', { address: '+44 7400 123456', name: 'Jo' }],
    ['jo@people.example', undefined],
    ['4711', undefined],
  ])('is a number: %s', (typed, expected) => {
    expect(readTyped('sms', typed)).toEqual(expected);
  });
});
