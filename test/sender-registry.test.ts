import { memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OwnCodeRegistry, RegistryContext } from '../src/adapter.ts';
import { TestRegistry } from './support/registry.ts';

const acme = { name: 'Acme', address: 'hello@acme.example' };
let t: TestMessaging;
let registry: OwnCodeRegistry;

beforeEach(async () => {
  registry = new TestRegistry();
  const email = memoryTransport({ channel: 'email', name: 'first', senders: registry });
  t = await testMessaging({ senderReady: false, site: { id: 'acme', name: 'Acme' }, email });
  t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
});

describe('what a registry is asked with', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The context of the first registration, once that has begun. */
  const registering = (end: Promise<Record<string, never>>) =>
    new Promise<RegistryContext>((begun) => {
      registry.register = (_sender, context) => {
        begun(context);
        return end;
      };
    });

  it('is a minute: then it is told to end, and the provider is said to have failed', async () => {
    vi.useFakeTimers();
    const begun = registering(new Promise(() => {}));
    const refused = t.messaging.email.sender.create(acme).catch((error: unknown) => error);
    const { signal } = await begun;
    await vi.advanceTimersByTimeAsync(59_999);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal.aborted).toBe(true);
    expect(await refused).toMatchObject({
      code: 'sender_provider_failed',
      message: '"first" did not answer within 60 s: try again.',
    });
    expect(await t.messaging.email.sender.find()).toBeUndefined();
  });

  it('is not cut short once it has answered', async () => {
    vi.useFakeTimers();
    const begun = registering(Promise.resolve({}));
    await t.messaging.email.sender.create(acme);
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await begun).signal.aborted).toBe(false);
  });

  it('says whether another site has a sender in the domain', async () => {
    const shared: boolean[] = [];
    registry.delete = async (_sender, context) => {
      shared.push(context.shared);
    };
    const other = t.messaging.forSite({ id: 'other', name: 'Other' });
    await t.messaging.email.sender.create(acme);
    await other.email.sender.create({ name: 'Other', address: 'other@acme.example' });
    await t.messaging.email.sender.delete();
    await other.email.sender.delete();
    expect(shared).toEqual([true, false]);
  });
});
