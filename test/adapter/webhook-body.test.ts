import { correlationIn, eventTypes, formOf, itemsOf, jsonOf, type WebhookRequest } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const formType = 'application/x-www-form-urlencoded';
const posted = (body: string | Uint8Array, type = formType, method = 'POST'): WebhookRequest => ({
  method,
  url: 'https://acme.example/messaging/callback/email/acme',
  headers: new Headers({ 'content-type': type }),
  body: typeof body === 'string' ? Buffer.from(body) : body,
});

describe('a form that was posted', () => {
  it('has its fields, a repeated one as a list', () => {
    expect(formOf(posted('a=1&b=%C3%A4+x&b=2&c='))).toEqual({ a: '1', b: ['ä x', '2'], c: '' });
    expect(formOf(posted('a=1', `${formType.toUpperCase()}; charset=UTF-8`))).toEqual({ a: '1' });
    expect(Object.keys(formOf(posted('__proto__=1')) ?? {})).toEqual(['__proto__']);
  });

  it('is none by another name or method, or over a limit', () => {
    expect(formOf(posted('a=1', 'application/json'))).toBe(undefined);
    expect(formOf(posted('a=1', formType, 'GET'))).toBe(undefined);
    expect(formOf(posted('a=1'), { bytes: 2 })).toBe(undefined);
    expect(formOf(posted('a&b&c'), { fields: 2 })).toBe(undefined);
    expect(formOf(posted('x&'.repeat(501)))).toBe(undefined);
    expect(formOf(posted('x'.repeat(1_000_001)))).toBe(undefined);
  });
});

describe('JSON that was posted', () => {
  it('is read whatever it is called', () => {
    expect(jsonOf(posted('{"a":[1]}', 'text/plain'))).toEqual({ a: [1] });
    expect(jsonOf(posted('[]', 'application/json'))).toEqual([]);
  });

  it('is none where it is broken, no UTF-8, not posted or over the limit', () => {
    for (const body of ['', '{', 'x', new Uint8Array([0x22, 0xff, 0x22])])
      expect(jsonOf(posted(body))).toBe(undefined);
    expect(jsonOf(posted('{}', 'application/json', 'PUT'))).toBe(undefined);
    expect(jsonOf(posted('[1]'), { bytes: 2 })).toBe(undefined);
  });
});

describe('a batch of events', () => {
  const event = z.object({ event: z.string(), at: z.int() });

  it('may hold one, or thousands within a megabyte', () => {
    expect(itemsOf({ event: 'sent', at: 1, more: 2 }, event)).toEqual([{ event: 'sent', at: 1 }]);
    const many = Array.from({ length: 3_000 }, (_, at) => ({
      event: 'delivered',
      at,
      note: 'x'.repeat(200),
    }));
    expect(itemsOf(jsonOf(posted(JSON.stringify(many))), event)).toHaveLength(3_000);
  });

  it('is not spoiled by one that cannot be read', () => {
    expect(itemsOf([{ event: 'a', at: 1 }, { event: 7 }, null, 'x', { event: 'b', at: 2 }], event)).toEqual([
      { event: 'a', at: 1 },
      { event: 'b', at: 2 },
    ]);
    for (const none of [undefined, [], {}, 'x', 7]) expect(itemsOf(none, event)).toEqual([]);
  });
});

it('a callback’s URL names its hand-over', () => {
  const url = 'https://acme.example/messaging/callback/sms/acme';
  const handle = '0a1b2c-1-0123456789abcdef01234567';
  expect(correlationIn(`${url}?c=${handle}&s=acme`)).toBe(handle);
  expect(correlationIn(`${url}?c=${handle.toUpperCase()}`)).toBe(handle);
  for (const wrong of [url, `${url}?c=`, `${url}?c=a%20b`, `${url}?c=${'a'.repeat(61)}`, 'x', '']) {
    expect(correlationIn(wrong)).toBe(undefined);
  }
});

it('a provider’s word for an event says one thing, two, nothing, or is not known', () => {
  const typesOf = eventTypes({ delivered: 'delivered', read: ['delivered', 'opened'], processed: [] });
  expect(['delivered', 'read', 'processed', 'other', 'constructor', '__proto__'].map(typesOf)).toEqual([
    ['delivered'],
    ['delivered', 'opened'],
    [],
    undefined,
    undefined,
    undefined,
  ]);
});
