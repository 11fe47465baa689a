import { memory, memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { ownCpu } from '../shared/cpu.ts';
import { type Told, telemetries } from './telemetries.ts';

/** A process with a telemetry of its own: sends and delivers as many as it is asked to, and tells the µs of CPU of both. */
const [side = 'none'] = process.argv.slice(2);
const { telemetry, clear, within = (run) => run() }: Told = telemetries[side as keyof typeof telemetries]();

const text = 'Lorem ipsum dolor sit amet. '.repeat(36);

process.on('message', async (count: number) => {
  // A storage of its own each time: what is kept from before makes it slower.
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'a secret of thirty-two characters' },
    ...memory(),
    email: memoryTransport({ channel: 'email' }),
    ...(telemetry && { telemetry }),
  });
  await messaging.email.sender.create({
    ...{ name: 'Acme', address: 'hello@acme.example', confirmedByHost: { actor: 'bench' } },
  });
  const began = ownCpu();
  await within(async () => {
    for (let sent = 0; sent < count; sent += 1)
      await messaging.email.send({ to: { address: `user${sent}@example.com` }, subject: 'Invoice', text });
  });
  const recorded = ownCpu();
  await within(() => messaging.deliverDue());
  // Exported, and forgotten.
  await clear();
  const delivered = ownCpu();
  const { items } = await messaging.email.history({ limit: 1, status: 'sent' });
  if (items.length !== 1) throw new Error('Nothing was sent.');
  process.send?.([recorded - began, delivered - recorded]);
});
process.send?.([0, 0]);
