import assert from 'node:assert/strict';
import type { Outgoing, SendResult, Transport } from '../interfaces/transport.ts';
import { channelRules } from '../model/channel.ts';
import { correlationOf } from '../secrets/correlation.ts';
import { Secrets } from '../secrets/secrets.ts';
import type { Runner } from './runner.ts';
import type { TransportHarness, TransportScenario, TransportSuiteOptions } from './transport-harness.ts';
import { invitation, textsOf } from './transport-texts.ts';
import { newVault } from './vaults.ts';

/** After an abort a transport ends within this time, in ms. */
const promptMs = 5_000;

interface TransportContext {
  readonly harness: TransportHarness;
  readonly transport: Transport;
  readonly send: (message: Outgoing, signal?: AbortSignal) => Promise<SendResult>;
}

/** Everything the core relies on in a {@link Transport}. `open` is called once for each test. */
export function transportSuite(
  runner: Runner,
  open: () => Promise<TransportHarness>,
  { cannot = [] }: TransportSuiteOptions = {},
): void {
  const test = (name: string, body: (context: TransportContext) => Promise<void>) =>
    runner.it(name, async () => {
      const harness = await open();
      try {
        await body(contextOf(harness));
      } finally {
        await harness.close();
      }
    });

  /** A test of one scenario: brings it about, then hands over. */
  const scenario = (
    what: TransportScenario,
    name: string,
    body: (context: TransportContext, result: SendResult, message: Outgoing) => Promise<void>,
  ) => {
    if (cannot.includes(what)) return;
    test(name, async (context) => {
      assert.ok(context.harness[what], able(what));
      await context.harness[what]?.();
      const message = context.harness.outgoing();
      const result = await context.send(message);
      await body(context, result, message);
    });
  };

  runner.describe('transport', () => {
    test('a message is handed over to its one recipient', async ({ harness, send }) => {
      const message = harness.outgoing();
      const result = await send(message);
      assert.equal(result.outcome, 'accepted');
      const [one, ...others] = await harness.taken();
      assert.ok(one);
      assert.deepEqual(others, []);
      assert.equal(one.id, message.id);
      assert.deepEqual(one.to, [message.to.address]);
      assert.equal(one.subject, message.subject);
    });

    test('the default sender is one that the transport itself reads', async ({ transport }) => {
      const { defaultSender, readSender } = transport;
      const read = defaultSender && readSender?.(defaultSender.address);
      if (read) assert.deepEqual('value' in read && read.value, defaultSender.address);
    });

    test('a hand-over leaves the message as it was', async ({ harness, send }) => {
      const message = harness.outgoing();
      const before = structuredClone(message);
      await send(message);
      assert.deepEqual(message, before);
    });

    test('what was written reaches the other side unchanged', async (context) => {
      const texts = Object.entries(textsOf[context.transport.channel]);
      for (const [name, text] of texts) {
        const message = context.harness.outgoing({ text });
        assert.equal((await context.send(message)).outcome, 'accepted', name);
        const found = (await context.harness.taken()).find(({ id }) => id === message.id);
        assert.equal(lines(found?.text ?? ''), lines(text), name);
      }
    });

    test('a subject in any script reaches the other side unchanged', async (context) => {
      if (!channelRules[context.transport.channel].hasSubject) {
        assert.ok(!('subject' in context.harness.outgoing()), 'only e-mail has a subject');
        return;
      }
      for (const subject of [
        'Plain',
        'Zażółć gęślą jaźń 🚪 发票',
        `Long ${'word '.repeat(60)}end`,
        'a = b ?= c',
      ]) {
        const message = context.harness.outgoing({ subject });
        assert.equal((await context.send(message)).outcome, 'accepted', subject);
        assert.equal((await context.harness.taken()).find(({ id }) => id === message.id)?.subject, subject);
      }
    });

    test('an invitation reaches the other side whole', async ({ harness, transport, send }) => {
      if (!channelRules[transport.channel].hasSubject) return;
      const message = harness.outgoing({ calendar: invitation });
      assert.equal((await send(message)).outcome, 'accepted');
      const [one] = await harness.taken();
      assert.equal(lines(one?.text ?? ''), lines(message.text));
      assert.equal(lines(one?.calendar ?? ''), lines(invitation.content));
    });

    test('of many messages handed over at once each is taken once', async ({ harness, send }) => {
      const messages = Array.from({ length: 25 }, () => harness.outgoing());
      const results = await Promise.all(messages.map((message) => send(message)));
      assert.deepEqual([...new Set(results.map(({ outcome }) => outcome))], ['accepted']);
      const ids = (await harness.taken()).map(({ id }) => id);
      assert.deepEqual(ids.toSorted(), messages.map(({ id }) => id).toSorted());
    });

    test('a hand-over made again under its handle is taken once, where the transport says so', async (context) => {
      const { harness, transport, send } = context;
      if (transport.capabilities.deduplicatesForMs === undefined) return;
      const message = harness.outgoing();
      const results = [await send(message), await send(message)];
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ['accepted', 'accepted'],
      );
      assert.equal((await harness.taken()).length, 1);
    });

    scenario('refuse', 'a refusal for good is rejected', async ({ harness }, result, message) => {
      assert.equal(result.outcome, 'rejected');
      assertFailure(result, message);
      assert.deepEqual(await harness.taken(), []);
    });

    scenario('refuseTemporarily', 'a refusal for now is tried again', async (context, result, message) => {
      assert.equal(result.outcome, 'retry');
      assertFailure(result, message);
      assert.deepEqual(await context.harness.taken(), []);
      await context.harness.accept();
      assert.equal((await context.send(message)).outcome, 'accepted');
    });

    scenario(
      'dropBefore',
      'a connection lost before the message was taken is tried again',
      async (context, result, message) => {
        assert.equal(result.outcome, 'retry');
        assertFailure(result, message);
        assert.deepEqual(await context.harness.taken(), []);
        await context.harness.accept();
        assert.equal((await context.send(message)).outcome, 'accepted');
        assert.equal((await context.harness.taken()).length, 1);
      },
    );

    scenario(
      'dropAfter',
      'a connection lost when the message may have been taken leaves it unknown',
      async ({ harness }, result, message) => {
        assert.equal(result.outcome, 'unknown');
        assertFailure(result, message);
        // The transport must not have tried again by itself.
        assert.equal((await harness.taken()).length, 1);
      },
    );

    scenario(
      'misconfigure',
      'refused credentials pause the channel',
      async ({ harness, transport }, result, message) => {
        assert.equal(result.outcome, 'paused');
        assertFailure(result, message);
        assert.deepEqual(await harness.taken(), []);
        if (transport.verify) await assert.rejects(transport.verify(), { code: 'transport_misconfigured' });
      },
    );

    if (!cannot.includes('stall')) {
      test('a hand-over aborted while the other side says nothing ends soon', async (context) => {
        const { harness, send } = context;
        assert.ok(harness.stall, able('stall'));
        const { reached } = await harness.stall();
        const abort = new AbortController();
        const message = harness.outgoing();
        const sending = send(message, abort.signal);
        await reached;
        abort.abort();
        const result = await soon(sending);
        assert.ok(result.outcome === 'retry' || result.outcome === 'unknown', result.outcome);
        assertFailure(result, message);
        await harness.accept();
        const other = harness.outgoing();
        assert.equal((await send(other)).outcome, 'accepted');
        const times = (await harness.taken()).filter(({ id }) => id === message.id).length;
        assert.ok(times === 0 || (times === 1 && result.outcome === 'unknown'), `taken ${times} times`);
      });
    }

    test('a hand-over that is aborted already takes nothing there', async ({ harness, send }) => {
      const result = await soon(send(harness.outgoing(), AbortSignal.abort()));
      assert.equal(result.outcome, 'retry');
      assert.deepEqual(await harness.taken(), []);
    });

    test('a transport that can verify its settings does, where they are right', async ({ transport }) => {
      await assert.doesNotReject(async () => transport.verify?.());
    });

    test('a transport that was closed opens again', async ({ harness, transport, send }) => {
      await send(harness.outgoing());
      await transport.close?.();
      await transport.close?.();
      assert.equal((await send(harness.outgoing())).outcome, 'accepted');
      assert.equal((await harness.taken()).length, 2);
    });
  });
}

function able(what: TransportScenario): string {
  return `the harness can "${what}", or the suite is told that it cannot happen`;
}

function contextOf(harness: TransportHarness): TransportContext {
  const { transport, vault = newVault() } = harness;
  const secrets = new Secrets('a secret for the conformance suite only');
  return {
    harness,
    transport,
    send: (message, signal = new AbortController().signal) =>
      transport.send(message, {
        signal,
        attempt: 1,
        correlation: correlationOf(secrets, { messageId: message.id, attempt: 1 }),
        vault,
      }),
  };
}

/** A failure says what happened, and nothing of what was written. */
function assertFailure(result: SendResult, { text }: Outgoing): void {
  assert.ok('failure' in result);
  const { failure } = result;
  assert.notEqual(failure.message.trim(), '');
  assert.ok(!JSON.stringify(failure).includes(text), 'the failure does not hold the text');
}

async function soon<T>(result: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not ended ${promptMs} ms after the abort.`)), promptMs);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}

/** Line ends and what follows the last line are the way's own matter. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
