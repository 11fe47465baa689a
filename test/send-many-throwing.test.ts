import { testMessaging } from '@postern/memory/testing';
import { expect, it } from 'vitest';

it('a list that throws says what was recorded before, and keeps its own error as the cause', async () => {
  const t = await testMessaging();
  const lost = new Error('The database went away.');
  async function* inputs() {
    for (let n = 0; n < 5; n += 1) yield { to: { address: `c${n}@acme.example` }, subject: 'Hi', text: 'x' };
    throw lost;
  }
  await expect(t.messaging.email.sendMany(inputs(), { batchSize: 2 })).rejects.toMatchObject({
    code: 'invalid_argument',
    cause: lost,
    details: { read: 4, accepted: 4, suppressed: 0, repeated: 0, rejected: 0 },
  });
  expect((await t.messaging.email.history()).items).toHaveLength(4);
});

it.each(['onProgress', 'onRejected'] as const)(
  '%s that throws says what was recorded before, and ends it',
  async (name) => {
    const t = await testMessaging();
    const lost = new Error('The progress bar went away.');
    const fail = () => {
      throw lost;
    };
    const good = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'x' };
    const inputs = [good, { ...good, to: { address: 'nobody' } }, good];
    await expect(t.messaging.email.sendMany(inputs, { batchSize: 2, [name]: fail })).rejects.toMatchObject({
      code: 'invalid_argument',
      cause: lost,
      details: { read: 2, accepted: 1, suppressed: 0, repeated: 0, rejected: 1 },
    });
    expect((await t.messaging.email.history()).items).toHaveLength(1);
  },
);
