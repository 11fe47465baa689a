import { memoryConsumers } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { expect, it } from 'vitest';

const t = await testMessaging({ consumers: memoryConsumers([]) });

it.each(['c1', 'usr_V1StGXR8', '42', '0191e7a0-7d4c-7cc1-b2f5-000000000000'])(
  'the refusal of an unknown consumer says which: %s',
  async (id) => {
    const refusal = { code: 'consumer_not_found', details: { consumerId: id } };
    await expect(t.messaging.consumers.get(id)).rejects.toMatchObject(refusal);
    await expect(t.messaging.email.send({ to: id, subject: 'Hi', text: 'x' })).rejects.toMatchObject(refusal);
  },
);

it.each(['jo@acme.example', '+447400123456', '447400123456', 'Jo Smith'])(
  'but tells nothing that may be an address or a name: %s',
  async (id) => {
    const refusal = { code: 'consumer_not_found', details: {} };
    await expect(t.messaging.consumers.get(id)).rejects.toMatchObject(refusal);
    const error = await t.messaging.email.send({ to: id, subject: 'Hi', text: 'x' }).catch((one) => one);
    expect(JSON.stringify(error.details) + error.message).not.toContain(id);
  },
);
