import { expect, it } from 'vitest';
import { consoleFixture, everything } from './support/console-fixture.ts';

const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
const mail = { to: { consumerId: 'c1' }, subject: 'S', text: 'T' };

it('takes files of ten megabytes together, in base64, and no more', async () => {
  const f = await consoleFixture();
  const half = { filename: 'Größe 1.bin', contentType: 'image/png', content: base64(5_000_000) };
  const sent = await f.call('POST', 'email/messages', { body: { ...mail, attachments: [half, half] } });
  expect(sent.status).toBe(201);
  await f.t.messaging.deliverDue();
  const [file] = f.t.email.sent[0]?.attachments ?? [];
  expect(file).toMatchObject({ filename: 'Größe 1.bin', contentType: 'image/png' });
  expect(Buffer.from(file?.content ?? '', 'base64').length).toBe(5_000_000);

  const more = { filename: 'more.txt', content: base64(1) };
  const over = await f.call('POST', 'email/messages', { body: { ...mail, attachments: [half, half, more] } });
  expect(over).toMatchObject({ status: 400, body: { error: { code: 'invalid_message' } } });
  expect(over.body).toMatchObject({ error: { details: { field: 'attachments' } } });
});

it.each(['no base64!', 'QQ', 'Q Q='])('refuses what is not base64: %s', async (content) => {
  const f = await consoleFixture();
  const attachments = [{ filename: 'a.txt', content }];
  const answer = await f.call('POST', 'email/messages', { body: { ...mail, attachments } });
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request', details: { field: 'attachments.0.content' } } },
  });
});

it('refuses a longer body before it is read, and of other calls one above a megabyte', async () => {
  const f = await consoleFixture();
  for (const [path, length] of [
    ['email/messages', 14_400_000],
    ['sms/messages', 1_000_001],
    ['email/preview', 1_000_001],
  ] as const) {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 100_000;
        controller.enqueue(new Uint8Array(100_000).fill(32));
      },
    });
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-postern-csrf': await f.token(),
    };
    const init = { method: 'POST', headers, body: endless, duplex: 'half' };
    const answer = await f.raw(`api/${path}`, everything, init as RequestInit);
    expect(answer.status).toBe(413);
    expect(pulled).toBeLessThan(length + 500_000);
  }
});

it('takes a test with files to oneself, and none with an SMS', async () => {
  const f = await consoleFixture();
  const as = { ...everything, user: { ...everything.user, email: 'ada@office.example' } };
  const attachments = [{ filename: 'a.txt', content: base64(3) }];
  const { status } = await f.call('POST', 'email/test', {
    as,
    body: { subject: 'S', text: 'T', attachments },
  });
  expect(status).toBe(201);
  await f.t.messaging.deliverDue();
  expect(f.t.email.sent[0]?.attachments).toHaveLength(1);
  const sms = await f.call('POST', 'sms/messages', { body: { to: mail.to, text: 'T', attachments } });
  expect(sms.status).toBe(400);
});

it('takes images of the text by what they are, and nothing else under the name of one', async () => {
  const f = await consoleFixture();
  const png = Buffer.from('\x89PNG\r\n\x1a\n and what follows', 'latin1').toString('base64');
  const html = '<p>See <img src="cid:a@postern" alt="A"></p>';
  const send = (content: string) =>
    f.call('POST', 'email/messages', {
      body: {
        ...{ to: mail.to, subject: 'S', html },
        attachments: [{ filename: 'a.svg', contentType: 'image/svg+xml', contentId: 'a@postern', content }],
      },
    });
  expect(await send(png)).toMatchObject({ status: 201 });
  await f.t.messaging.deliverDue();
  expect(f.t.email.sent[0]?.attachments).toEqual([
    { filename: 'a.svg', contentType: 'image/png', contentId: 'a@postern', content: png },
  ]);
  for (const other of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '', 'RIFF0000WAVE', 'GIF88a'])
    expect(await send(Buffer.from(other).toString('base64'))).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request', details: { field: 'attachments.0.content' } } },
    });
});
