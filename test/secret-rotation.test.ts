import { memory } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { Messaging } from '../src/index.ts';
import { Secrets } from '../src/secrets/secrets.ts';
import { createVault } from '../src/secrets/vault.ts';

const [first, second, third] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)];
const site = { id: 'acme', name: 'Acme' };
const opened = async (wiring: ReturnType<typeof memory>, secret: string | readonly string[]) => {
  const messaging = new Messaging({ site, ...wiring, secret });
  await messaging.start();
  await messaging.stop();
  return messaging;
};

describe('replacing the secret', () => {
  it('is told at the start where the storage was sealed with another', async () => {
    const wiring = memory();
    await opened(wiring, first);
    await expect(opened(wiring, second)).rejects.toMatchObject({ code: 'secret_changed' });
    await opened(wiring, [second, first]);
    // Until all is sealed anew a process with the old one alone may still begin.
    await opened(wiring, first);
  });

  it('is told of a storage that only holds keys, from before there was anything to tell by', async () => {
    const wiring = memory();
    await createVault(wiring.storage.secrets, new Secrets(first), 'acme').update('dkim', () => 'key');
    await expect(opened(wiring, second)).rejects.toMatchObject({ code: 'secret_changed' });
    expect(await createVault(wiring.storage.secrets, new Secrets(first), 'acme').read('dkim')).toBe('key');
  });

  it('can begin in many processes at once', async () => {
    const wiring = memory();
    await Promise.all(Array.from({ length: 8 }, () => opened(wiring, first)));
    const mixed = memory();
    const begun = await Promise.allSettled([opened(mixed, first), opened(mixed, second)]);
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('seals anew what is read', async () => {
    const { secrets } = memory().storage;
    await createVault(secrets, new Secrets(first), 'acme').update('dkim', () => 'key');
    expect(await createVault(secrets, new Secrets([second, first]), 'acme').read('dkim')).toBe('key');
    expect(await createVault(secrets, new Secrets(second), 'acme').read('dkim')).toBe('key');
  });

  it('ends: all sites’ documents are sealed anew, and the old one may go', async () => {
    const wiring = memory();
    await opened(wiring, first);
    const names = Array.from({ length: 450 }, (_, n) => [`site${n % 7}`, `key${n}`] as const);
    for (const [of, name] of names)
      await createVault(wiring.storage.secrets, new Secrets(first), of).update(name, () => name);
    const both = await opened(wiring, [second, first]);
    // The document that the start is judged by is one more.
    expect(await both.rotateSecret()).toEqual({ resealed: 451, waiting: 0, done: true });
    expect(await both.rotateSecret()).toEqual({ resealed: 0, waiting: 0, done: true });
    await opened(wiring, second);
    for (const [of, name] of names)
      expect(await createVault(wiring.storage.secrets, new Secrets(second), of).read(name)).toBe(name);
    await expect(opened(wiring, first)).rejects.toMatchObject({ code: 'secret_changed' });
    await expect(opened(wiring, third)).rejects.toMatchObject({ code: 'secret_changed' });
  });

  it('waits for sites that this process has never heard of', async () => {
    const wiring = memory();
    const t = await testMessaging({ ...wiring, secret: first });
    const scheduledAt = new Date(t.now.getTime() + 86_400_000);
    await t.messaging
      .forSite({ id: 'made', name: 'Made' })
      .sms.send({ to: { address: '+447400123456' }, text: 'x', confidential: true, scheduledAt });
    const clock = () => new Date(t.now.getTime() + 1);
    const sites = () => undefined;
    const both = new Messaging({ ...wiring, site: t.messaging.site, sites, secret: [second, first], clock });
    expect(await both.rotateSecret()).toMatchObject({ waiting: 1, done: false });
  });

  it('waits for confidential messages that were sealed before', async () => {
    const wiring = memory();
    const t = await testMessaging({ ...wiring, secret: first });
    const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'x' };
    const scheduledAt = new Date(t.now.getTime() + 86_400_000);
    await t.messaging.email.send({ ...mail, scheduledAt });
    const { id } = await t.messaging.email.send({ ...mail, confidential: true, scheduledAt });
    const clock = () => new Date(t.now.getTime() + 1);
    const both = new Messaging({ site: t.messaging.site, ...wiring, secret: [second, first], clock });
    expect(await both.rotateSecret()).toMatchObject({ waiting: 1, done: false });
    // What is sealed from now on needs the old one no more.
    t.advance(2);
    expect(await both.rotateSecret()).toMatchObject({ waiting: 1, done: false });
    await both.email.cancel(id);
    expect(await both.rotateSecret()).toMatchObject({ waiting: 0, done: true });
  });

  it('names what is sealed in a form it does not know', () => {
    const secrets = new Secrets(first);
    const sealed = secrets.seal('row', 'text');
    expect(() => secrets.open('row', sealed.replace('v1.', 'v2.'))).toThrow(/a form that this version/);
    expect(() => secrets.open('row', sealed.slice(3))).toThrow(/a form that this version/);
  });

  it.each([[undefined], [[undefined]], [[undefined, first]], [[]]])('%j is not set, in words', (secret) => {
    expect(() => new Secrets(secret)).toThrow(/^"secret" is not set: /);
  });

  it('takes a list whose old one is gone', () => {
    expect(() => new Secrets([first, undefined])).not.toThrow();
  });
});
