import { memory } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  type Channel,
  Messaging,
  type MessagingConfig,
  type SendContext,
  type SendResult,
  type Transport,
} from '../src/index.ts';

const mail = { to: { address: 'jo@customer.example' }, subject: 'Hello', text: 'Hello Jo' };
const sms = { to: { address: '+447400123456' }, text: 'Hello' };

/** Answers as it is told to, for each hand-over. */
function transportOf<Ch extends Channel>(
  channel: Ch,
  handOverTimeoutMs: number,
  answer: (context: SendContext) => Promise<SendResult>,
): Transport<Ch> {
  return {
    ...{ name: channel, channel, defaultSender: { address: 'Acme' } },
    capabilities: { handOverTimeoutMs },
    send: (_, context) => answer(context),
  };
}

const aborted = ({ signal }: SendContext) =>
  new Promise<SendResult>((resolve) => {
    const failure = { class: 'temporary', message: 'Cut short.' } as const;
    signal.addEventListener('abort', () => resolve({ outcome: 'retry', failure }), { once: true });
  });

function wired(options: Partial<MessagingConfig>): Messaging {
  const messaging = new Messaging({
    ...memory(),
    site: { id: 'test', name: 'Test' },
    secret: 'a secret for tests, long enough to pass',
    ...options,
  });
  onTestFinished(() => messaging.stop());
  return messaging;
}

it('cuts each hand-over when its own time is up, whichever began first', async () => {
  const cut: string[] = [];
  const noted = (name: string) => (context: SendContext) => aborted(context).finally(() => cut.push(name));
  const stores = memory();
  // Makes the sender that may send.
  await testMessaging(stores);
  const messaging = wired({
    ...stores,
    email: transportOf('email', 120, noted('mail')),
    sms: transportOf('sms', 40, noted('sms')),
    delivery: { drainMs: 0 },
  });
  await messaging.email.send(mail);
  await messaging.sms.send(sms);
  await messaging.start();
  await vi.waitFor(() => expect(cut).toEqual(['sms', 'mail']));
  // Later ones have a time of their own again.
  await messaging.sms.send(sms);
  await vi.waitFor(() => expect(cut).toEqual(['sms', 'mail', 'sms']));
});

it('shows a transport that looks late that its time is up', async () => {
  const seen: boolean[] = [];
  const messaging = wired({
    sms: transportOf('sms', 20, async (context) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const { signal } = context;
      seen.push(signal.aborted, context.signal === signal);
      return { outcome: 'accepted' };
    }),
  });
  const { id } = await messaging.sms.send(sms);
  await messaging.deliverDue();
  expect(seen).toEqual([true, true]);
  expect((await messaging.sms.get(id)).status).toBe('sent');
});

it('takes what a transport does that ignores its signal for unknown, some time after its time was up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let begun = () => {};
  const began = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const messaging = wired({
    sms: transportOf('sms', 30_000, () => {
      begun();
      return new Promise(() => undefined);
    }),
  });
  const { id } = await messaging.sms.send(sms);
  const delivered = messaging.deliverDue();
  await began;
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await messaging.sms.get(id)).status).toBe('sending');
  await vi.advanceTimersByTimeAsync(5_000);
  await delivered;
  expect(await messaging.sms.get(id)).toMatchObject({ status: 'unknown', failure: { class: 'ambiguous' } });
});

it('gives a transport all of its context, also where one that wraps it copies that', async () => {
  const contexts: SendContext[] = [];
  const messaging = wired({
    publicUrl: 'https://acme.example/messaging',
    sms: {
      ...transportOf('sms', 30_000, async (context) => {
        contexts.push({ ...context });
        return { outcome: 'accepted' };
      }),
      webhook: async () => ({ kind: 'refused' }),
    },
  });
  await messaging.sms.send(sms);
  await messaging.deliverDue();
  expect(contexts).toEqual([
    {
      attempt: 1,
      correlation: expect.stringMatching(/^[a-z0-9]{25}-1-[a-f0-9]{24}$/),
      callbackUrl: expect.stringMatching(/^https:\/\/acme\.example\/messaging\/callback\/sms\/sms\?/),
      signal: expect.any(AbortSignal),
      vault: expect.objectContaining({ site: 'test' }),
    },
  ]);
});

it('takes a transport that throws at once, or answers no promise, as one that failed', async () => {
  const answers: (() => Promise<SendResult>)[] = [
    () => {
      throw new Error('at once');
    },
    () => JSON.parse('"no promise"'),
  ];
  for (const answer of answers) {
    const messaging = wired({ sms: transportOf('sms', 30_000, answer) });
    const told = new Promise((resolve) => messaging.on('error', resolve));
    const { id } = await messaging.sms.send(sms);
    await messaging.deliverDue();
    expect((await messaging.sms.get(id)).status).toBe('unknown');
    await told;
  }
});
