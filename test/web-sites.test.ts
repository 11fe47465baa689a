import { testMessaging } from '@postern/memory/testing';
import { type Messaging, MessagingError, type Site } from 'postern';
import { describe, expect, it } from 'vitest';

const publicUrl = 'https://acme.example/api/messaging';

/** Sends a mail with a link to unsubscribe, and answers the link. */
async function linkOf(messaging: Messaging, t: Awaited<ReturnType<typeof testMessaging>>): Promise<URL> {
  const { sender } = messaging.email;
  if (!(await sender.find()))
    await sender.create({
      ...{ name: 'Acme', address: 'hello@sender.example' },
      confirmedByHost: { actor: 'test' },
    });
  const identity = await t.storage.senders.find(messaging.site.id, 'email');
  if (identity && !identity.domainValidatedAt) {
    await t.storage.senders.update(identity, { domainValidatedAt: t.now });
  }
  const to = { address: 'jo@customer.example' };
  await messaging.email.send({ to, subject: 'News', text: 'Hello', unsubscribe: true });
  await t.deliverAll();
  return new URL(t.email.sent.at(-1)?.headers['List-Unsubscribe']?.slice(1, -1) ?? '');
}

const press = (messaging: Messaging, path: string) =>
  messaging.handle(
    new Request(`http://internal${path}`, { method: 'POST', body: 'List-Unsubscribe=One-Click' }),
  );

describe('behind a proxy', () => {
  it.each(['/api/messaging/', '/messaging/', '/', '/v2/mail/'])(
    'a link to unsubscribe works that arrives below %s',
    async (prefix) => {
      const t = await testMessaging({ publicUrl });
      const token = (await linkOf(t.messaging, t)).pathname.split('/').at(-1);
      expect((await press(t.messaging, `${prefix}unsubscribe/${token}`)).status).toBe(200);
      expect((await t.messaging.email.suppressions.list()).items).toHaveLength(1);
    },
  );

  it('that loses the end of the path is told of once', async () => {
    const t = await testMessaging({ publicUrl });
    const faults: unknown[] = [];
    t.messaging.on('error', ({ error }) => faults.push(error));
    const token = (await linkOf(t.messaging, t)).pathname.split('/').at(-1);
    for (let n = 0; n < 3; n += 1) expect((await press(t.messaging, `/${token}`)).status).toBe(404);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toBeInstanceOf(MessagingError);
    expect(JSON.stringify(faults)).not.toContain(token);
  });
});

describe('a site that no list names', () => {
  it('is found by the function, which is asked once a minute and after forgetSite', async () => {
    const asked: string[] = [];
    let site: Site | undefined = { id: 'late', name: 'Late' };
    const find = async (id: string) => {
      asked.push(id);
      return id === 'late' ? site : undefined;
    };
    const t = await testMessaging({ publicUrl, sites: find });
    const late = await t.messaging.loadSite('late');
    const link = await linkOf(late, t);
    expect((await press(t.messaging, link.pathname)).status).toBe(200);
    expect((await late.email.suppressions.list()).items).toHaveLength(1);
    expect(asked).toEqual(['late']);
    t.messaging.forgetSite('late');
    site = undefined;
    await expect(t.messaging.loadSite('late')).rejects.toMatchObject({ code: 'unknown_site' });
    expect(() => t.messaging.forSite('late')).toThrow(expect.objectContaining({ code: 'unknown_site' }));
  });

  it('keeps its links working where forSite({ id, name }) made it', async () => {
    const t = await testMessaging({ publicUrl });
    const made = t.messaging.forSite({ id: 'made', name: 'Made' });
    const link = await linkOf(made, t);
    expect((await press(t.messaging, link.pathname)).status).toBe(200);
    expect((await made.email.suppressions.list()).items).toHaveLength(1);
  });

  it('is not taken from a function that answers another', async () => {
    const t = await testMessaging({ publicUrl, sites: () => ({ id: 'other', name: 'Other' }) });
    await expect(t.messaging.loadSite('late')).rejects.toMatchObject({ code: 'invalid_config' });
  });
});
