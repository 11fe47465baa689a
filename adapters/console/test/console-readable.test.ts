import { memoryConsumers, memoryTransport } from '@postern/memory';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TestRegistry } from '../../../test/support/registry.ts';
import { consoleFixture } from './support/console-fixture.ts';

const [stored, readable] = ['jo@xn--bcher-kva.example', 'jo@bücher.example'];
const both = { address: stored, readableAddress: readable };
/** Latin and Cyrillic: it could be mistaken for another. */
const mixed = 'jo@xn--pypal-4ve.example';
const items = (body: unknown) => z.object({ items: z.array(z.looseObject({})) }).parse(body).items;

describe('an address with other letters than A to Z', () => {
  it('is answered as it is stored and as people write it, wherever a message stands', async () => {
    const f = await consoleFixture(
      {},
      { consumers: memoryConsumers([{ id: 'c1', name: 'Jo', email: stored }]) },
    );
    const { id } = await f.t.messaging.email.send({
      ...{ to: 'c1', subject: 'Hello', text: 'Text', replyTo: readable },
      scheduledAt: new Date('2030-02-01T00:00:00Z'),
    });
    const to = { name: 'Jo', consumerId: 'c1', ...both };
    for (const path of ['email/messages', 'email/search?term=hello', 'consumers/c1/messages'])
      expect(items((await f.call('GET', path)).body)).toMatchObject([{ id, to }]);
    const { body } = await f.call('GET', `email/messages/${id}`);
    expect(body).toMatchObject({ to, content: { replyTo: both } });
    expect((await f.call('POST', `email/messages/${id}/cancel`)).body).toMatchObject({ to });
    expect((await f.call('GET', 'consumers/c1')).body).toMatchObject({
      email: stored,
      readableEmail: readable,
    });
    expect(items((await f.call('GET', 'consumers?term=jo')).body)).toMatchObject([
      { email: stored, readableEmail: readable },
    ]);
  });

  it('is answered so of a sender, in its own answers and in the messages it sends', async () => {
    const email = memoryTransport({ channel: 'email', senders: new TestRegistry() });
    const f = await consoleFixture({}, { senderReady: false, email });
    f.t.dns.set('xn--bcher-kva.example', 'A', ['192.0.2.1']);
    const { body } = await f.call('POST', 'email/sender', { body: { name: 'Jo', address: readable } });
    expect(body).toMatchObject(both);
    expect((await f.call('GET', 'email/sender')).body).toMatchObject(both);
    expect((await f.call('GET', 'email/overview')).body).toMatchObject({ sender: both });
    expect(items((await f.call('GET', 'email/messages')).body)).toMatchObject([{ to: both, sender: both }]);
  });

  it('is answered so in the suppression list, and taken off it by either form', async () => {
    const f = await consoleFixture();
    const { suppressions } = f.t.messaging.email;
    await suppressions.add({ address: readable });
    expect(items((await f.call('GET', 'email/suppressions')).body)).toMatchObject([both]);
    const find = (address: string) => f.call('POST', 'email/suppressions/find', { body: { address } });
    for (const address of [stored, readable]) expect(items((await find(address)).body)).toMatchObject([both]);
    const { body } = await f.call('POST', 'email/suppressions/delete', { body: { address: stored } });
    expect(body).toEqual({ changed: true });
  });

  it('is answered as it is stored alone where it is the same, is no domain, or could be mistaken for another', async () => {
    const f = await consoleFixture();
    const { suppressions } = f.t.messaging.email;
    const addresses = [mixed, 'jo@people.example', 'xn--bcher-kva@people.example'];
    for (const address of addresses) await suppressions.add({ address });
    const listed = items((await f.call('GET', 'email/suppressions')).body);
    expect(listed.map(({ address }) => address).sort()).toEqual([...addresses].sort());
    for (const one of listed) expect(one).not.toHaveProperty('readableAddress');
  });
});
