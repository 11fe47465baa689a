import { beforeEach, describe, expect, it } from 'vitest';
import type { Authority } from '../src/index.ts';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

const hostile = '<script>alert(1)</script>';
const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);
const invitation = 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n';
const stored = invitation.replaceAll('\n', '\r\n');

let f: ConsoleFixture;
let id: string;
beforeEach(async () => {
  f = await consoleFixture();
  const sent = await f.t.messaging.email.send({
    ...{ to: 'c1', subject: 'S', text: 'T' },
    attachments: [
      { filename: 'page.html', contentType: 'text/html', content: hostile },
      { filename: 'Übersicht "(1)".pdf', content: bytes },
    ],
  });
  id = sent.id;
});

/** The id of one with an invitation, whose answers go elsewhere. */
async function invited(more: object = {}): Promise<string> {
  const input = {
    to: 'c2',
    subject: 'Fair',
    text: 'Come.',
    replyTo: { name: 'Fair', address: 'fair@acme.example' },
  };
  const calendar = { method: 'REQUEST', content: invitation, filename: 'fair.ics' } as const;
  return (await f.t.messaging.email.send({ ...input, calendar, ...more })).id;
}

const file = (number: unknown, message = id, as: Authority = everything) =>
  f.call('GET', `email/messages/${message}/files/${number}`, { as });

describe('a file of a message', () => {
  it('is bytes to be saved, which no browser shows, whatever they say they are', async () => {
    const { status, headers, text } = await file(0);
    expect([status, text]).toEqual([200, hostile]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''page.html",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'no-store, no-transform',
    });
    const response = await f.raw(`api/email/messages/${id}/files/1`, everything, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%C3%9Cbersicht%20%22%281%29%22.pdf",
    );
  });

  it.each(['2', '-1', '01x', '1e0', '%20', 'toString'])('is not there at the place %s', async (number) => {
    expect(await file(number)).toMatchObject({ status: 404, body: { error: { code: 'no_such_file' } } });
  });

  it('is for those who may send, of their own site', async () => {
    const as = (more: object): Authority => ({ ...everything, ...more });
    expect(await file(0, id, as({ can: { view: true, manage: true } }))).toMatchObject({ status: 403 });
    expect(await file(0, id, as({ site: { id: 'other', name: 'Other' } }))).toMatchObject({
      ...{ status: 404, body: { error: { code: 'message_not_found' } } },
    });
    expect(await file(0, 'msg_none')).toMatchObject({ status: 404 });
  });

  it('is nobody’s where the message is confidential, or was erased', async () => {
    const sealed = await f.t.messaging.email.send({
      ...{ to: 'c2', subject: 'S', text: '424242', confidential: true },
      attachments: [{ filename: 'a.pdf', content: bytes }],
    });
    expect(await file(0, sealed.id)).toMatchObject({
      ...{ status: 409, body: { error: { code: 'message_confidential' } } },
    });
    await f.t.deliverAll();
    await f.t.messaging.consumers.erase('c1');
    expect(await file(0)).toMatchObject({ status: 410, body: { error: { code: 'message_erased' } } });
  });
});

describe('the invitation of a message', () => {
  it('is a file of it', async () => {
    const id = await invited();
    const { status, text, headers } = await file('calendar', id);
    expect([status, text]).toEqual([200, stored]);
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''fair.ics");
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(await file('calendar')).toMatchObject({ status: 404, body: { error: { code: 'no_such_file' } } });
  });

  const copy = (more: object) => ({ subject: 'Fair', text: 'Come later.', ...more });
  const one = { to: { consumerId: 'c1' } };
  const calls = [
    ['email/messages', { ...one, idempotencyKey: 'k' }],
    ['email/test', {}],
    ['email/batches/bat_1/messages', { rows: [one], key: 'k' }],
  ] as const;

  it.each(calls)('goes with a copy by %s, with where answers go', async (path, more) => {
    const calendarOf = await invited();
    await f.t.deliverAll();
    const replyTo = { name: 'Fair', address: 'fair@acme.example' };
    const body = copy({ ...more, calendarOf, replyTo });
    const asked = { as: { ...everything, user: { ...everything.user, email: 'me@acme.example' } }, body };
    expect((await f.call('POST', path, asked)).status).toBeLessThan(300);
    f.t.advance(60_000);
    await f.t.deliverAll();
    const [first, second] = f.t.email.sent.slice(-2);
    expect(first?.calendar).toEqual({ method: 'REQUEST', content: stored, filename: 'fair.ics' });
    expect(second).toMatchObject({ text: 'Come later.', calendar: first?.calendar, replyTo });
  });

  it.each(calls)('holds a copy back by %s where it cannot be had', async (path, more) => {
    const sealed = await invited({ confidential: true });
    const as = { ...everything, user: { ...everything.user, email: 'me@acme.example' } };
    const code = async (calendarOf: string) => {
      const { status, body } = await f.call('POST', path, { as, body: copy({ ...more, calendarOf }) });
      return [status, (body as { readonly error?: { readonly code: string } }).error?.code];
    };
    expect(await code(id)).toEqual([404, 'no_such_file']);
    expect(await code('msg_none')).toEqual([404, 'message_not_found']);
    expect(await code(sealed)).toEqual([409, 'message_confidential']);
    const erased = await invited();
    await f.t.deliverAll();
    await f.t.messaging.consumers.erase('c2');
    expect(await code(erased)).toEqual([410, 'message_erased']);
    expect((await f.t.messaging.email.search('later')).items).toEqual([]);
  });

  it('of another site is nobody’s', async () => {
    const calendarOf = await invited();
    const as = { ...everything, site: { id: 'other', name: 'Other' } };
    const answer = await f.call('POST', 'email/messages', { as, body: copy({ ...one, calendarOf }) });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'message_not_found' } } });
  });
});
