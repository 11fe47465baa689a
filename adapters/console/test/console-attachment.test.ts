import { beforeEach, describe, expect, it } from 'vitest';
import type { Authority } from '../src/index.ts';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

const hostile = '<script>alert(1)</script>';
const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);

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
