import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Client, type Receipt } from './support/client.ts';
import { temporaryFolder } from './support/folder.ts';
import { greetingOf, killAll, start } from './support/program.ts';

const folder = temporaryFolder();
const env = { PORT: '0', DATA_DIR: join(folder.path, 'data') };
afterAll(() => {
  killAll();
  folder.remove();
});

describe('after kill -9 and another start', () => {
  test('everything is there, and what was due goes out', { timeout: 90_000 }, async () => {
    const first = start(env);
    const before = new Client((await greetingOf(first)).url);
    await before.makeReady();
    await before.post('/dns/records', { type: 'TXT', name: 'mine.acme.example', value: 'kept' });
    await before.post('/api/sms/suppressions', { address: '+12025550100' });
    const message = { to: 'cus_001', text: 'Hello' };
    const done = await before.send('email', { ...message, subject: 'Done' });
    await before.reaches('sent', 'email', done.id);
    const scheduledAt = new Date(Date.now() + 2_000).toISOString();
    const later = await before.send('email', { ...message, subject: 'Later', scheduledAt });
    const now = await before.send('email', { ...message, subject: 'Now' });
    first.kill('SIGKILL');
    expect(await once(first, 'exit')).toEqual([null, 'SIGKILL']);

    const second = start(env);
    const after = new Client((await greetingOf(second)).url);
    expect(await after.get('/api/email/sender')).toMatchObject({
      address: 'hello@acme.example',
      ready: true,
    });
    expect(await after.get('/dns.json')).toContainEqual({
      type: 'TXT',
      name: 'mine.acme.example',
      value: 'kept',
    });
    expect(await after.get('/api/sms/suppressions')).toMatchObject({ items: [{ address: '+12025550100' }] });
    for (const { id } of [later, now]) await after.reaches('sent', 'email', id);
    const { items } = (await after.get('/api/email/messages?limit=100')) as { items: readonly Receipt[] };
    expect(items.map(({ id, status }) => [id, status])).toEqual(
      expect.arrayContaining([now, later, done].map(({ id }) => [id, 'sent'])),
    );
    expect(items).toHaveLength(4);

    // Each was taken, those of the second process signed with the keys that the first one sealed.
    const mails = (await after.get('/mail.json')) as readonly { subject: string; verdict: unknown }[];
    for (const subject of ['[Acme] Done', '[Acme] Later', '[Acme] Now']) {
      expect(mails).toContainEqual(
        expect.objectContaining({
          subject,
          verdict: { dkim: [passed, passed], dmarc: expect.objectContaining({ result: 'pass' }) },
        }),
      );
    }
    expect(await after.post('/api/email/sender/domain/check')).toMatchObject({ validated: true });
  });

  test('the secret was made once and is the owner’s alone, and a second process is told to keep out', async () => {
    expect(statSync(join(env.DATA_DIR, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(env.DATA_DIR).mode & 0o777).toBe(0o700);
    await expect(Client.start(env)).rejects.toThrow(/^DATA_DIR: The directory is in use by process \d+ /);
  });
});

const passed = expect.objectContaining({ domain: 'acme.example', result: 'pass' });
