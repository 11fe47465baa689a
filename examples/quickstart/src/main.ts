import { memory, memoryConsumers, memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';

async function main() {
  const email = memoryTransport({ channel: 'email' });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    ...memory(),
    email,
    consumers: memoryConsumers([{ id: 'ada', name: 'Ada Lovelace', email: 'ada@customer.example' }]),
    secret: 'replace this by 32 random characters or more',
  });
  for (const step of ['queued', 'sending', 'sent'] as const) {
    messaging.on(`message.${step}`, ({ message }) => console.log(`${message.to.address}: ${message.status}`));
  }
  await messaging.start();

  // Once: a sender, confirmed by the code that is mailed to its address.
  await messaging.email.sender.create({ name: 'Acme', address: 'hello@acme.example' });
  await messaging.deliverDue(); // Messages go out by themselves; this only waits for it.
  const code = email.sent[0]?.text.match(/\d{6}/)?.[0] ?? '';
  await messaging.email.sender.confirm(code);

  await messaging.email.send({ to: 'ada', subject: 'Invoice 10', text: 'It is due on Friday.' });
  await messaging.deliverDue();

  for (const { to, subject, status } of (await messaging.email.search('invoice')).items) {
    console.log(`In the history: "${subject}" to ${to.name}, ${status}`);
  }
  await messaging.stop();
}

void main();
