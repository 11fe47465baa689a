import { parseEmailAddress } from 'postern';
import { parsePhone } from 'postern/phone';
import { describe, expect, test } from 'vitest';
import { makeCustomers } from '../src/customers.ts';

const customers = makeCustomers();

describe('the made-up customers', () => {
  test('are the same every time', () => {
    expect(makeCustomers()).toEqual(customers);
    expect(customers[0]).toEqual({
      id: 'cus_001',
      name: expect.stringMatching(/^Ada /),
      email: expect.stringMatching(/^ada\.[a-z]+\.001@example\.(com|net|org)$/),
      phone: '+1 202 555 0100',
    });
  });

  test('are a few hundred people who have nothing in common', () => {
    expect(customers.length).toBeGreaterThanOrEqual(300);
    for (const field of ['id', 'email', 'phone'] as const) {
      const values = customers.flatMap((one) => one[field] ?? []);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  test('can be reached where they have an address or a number, and some have none', () => {
    for (const { email, phone } of customers) {
      if (email) expect(parseEmailAddress(email).address).toBe(email);
      if (phone) expect(parsePhone(phone).number).toMatch(/^\+1\d{3}55501\d\d$/);
    }
    expect(customers.filter(({ email, phone }) => email && !phone).length).toBeGreaterThan(20);
    expect(customers.filter(({ email, phone }) => phone && !email).length).toBeGreaterThan(20);
  });

  test.each([
    ...['Latin', 'Cyrillic', 'Greek', 'Han', 'Katakana', 'Hangul', 'Arabic', 'Hebrew'],
    ...['Devanagari', 'Tamil', 'Thai', 'Georgian', 'Armenian', 'Ethiopic'],
  ])('have names in %s', (script) => {
    const written = new RegExp(`\\p{Script=${script}}`, 'u');
    expect(customers.filter(({ name }) => written.test(name)).length).toBeGreaterThan(2);
  });
});
