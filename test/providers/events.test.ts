import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/index.ts';
import { openSite, providers } from '../support/providers.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A site of one provider, whose sender is in place. */
async function ready(name: string) {
  const site = await openSite([name]);
  open.push(site);
  await site.setUp();
  const [side] = site.sides;
  if (!side) throw new Error('no provider');
  let count = 0;
  /** Sends to an address that no report has put on the suppression list, and answers the mail's place at the provider. */
  const send = async () => {
    count += 1;
    const id = await site.send(`reader-${count}@customer.example`);
    return { id, at: side.texts().length - 1 };
  };
  return { ...site, side, send };
}

describe.each(Object.keys(providers))('the events of %s', (name) => {
  it('end in the same status, whatever their order, repetition and batching', async () => {
    const { messaging, side, send } = await ready(name);
    const chosen = fc.uniqueArray(fc.nat({ max: side.kinds - 1 }), { minLength: 1, maxLength: 6 });
    const how = fc.record({ times: fc.integer({ min: 1, max: 3 }), batch: fc.integer({ min: 1, max: 20 }) });
    await fc.assert(
      fc.asyncProperty(chosen, how, async (events, { times, batch }) => {
        const [plain, mixed] = [await send(), await send()];
        await side.report(plain.at, events, {});
        await side.report(mixed.at, events, { shuffled: true, times, batch });
        const [one, other] = await Promise.all([plain, mixed].map(({ id }) => messaging.email.get(id)));
        expect(other?.status).toBe(one?.status);
        const types = (all: typeof one) => [...new Set(all?.events.map(({ type }) => type))].sort();
        expect(types(other)).toEqual(types(one));
        expect(other?.events.length).toBe(one?.events.length);
      }),
      { numRuns: 15 },
    );
  });

  it('change nothing where their handle is not ours', async () => {
    const { messaging, side, send } = await ready(name);
    const { id } = await send();
    const before = await messaging.email.get(id);
    const forged = `${id.slice(4)}-1-${'0'.repeat(24)}`;
    const { content } = before;
    const outgoing: Outgoing = {
      ...{ id, site: 'acme', channel: 'email' as const, to: { address: 'reader@customer.example' } },
      ...{ from: before.sender, subject: 'Forged', text: content?.text ?? '', headers: {}, attachments: [] },
      ...{ messageId: `<${id}@acme.example>`, date: new Date(), senderState: 'ready' as const },
    };
    const vault = {
      site: 'acme',
      read: async () => undefined,
      update: async (_name: string, change: (current: string | undefined) => string | Promise<string>) =>
        change(undefined),
      delete: async () => {},
    };
    const context = { signal: new AbortController().signal, attempt: 1, correlation: forged, vault };
    expect((await side.transport.send(outgoing, context)).outcome).toBe('accepted');
    const counts = { applied: 0, dropped: 0 };
    messaging.on('callback.received', ({ applied, dropped }) => {
      counts.applied += applied;
      counts.dropped += dropped;
    });
    const all = Array.from({ length: side.kinds }, (_, index) => index);
    const answers = await side.report(side.texts().length - 1, all, { batch: 50 });
    expect(answers.length).toBeGreaterThan(0);
    expect(counts.applied).toBe(0);
    expect(counts.dropped).toBeGreaterThan(4);
    expect(await messaging.email.get(id)).toEqual(before);
  });
});
