import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  defineTemplate,
  type EmailInput,
  type Messaging,
  type MessagingError,
  type Receipt,
} from '../src/index.ts';

const welcome = defineTemplate({
  id: 'welcome',
  channel: 'email',
  schema: z.object({ name: z.string(), city: z.string().default('town') }),
  subject: 'Hello {{ name }}',
  text: 'x',
});

// Never called: what the compiler says of these calls is the test.
async function calls(messaging: Messaging, failure: MessagingError) {
  const to = { address: 'jo@acme.example' };
  await messaging.email.send({ to, template: welcome, data: { name: 'Jo' } });
  await messaging.email.send({ to, template: welcome, data: { name: 'Jo', city: 'Lodz' } });
  // @ts-expect-error a variable left out
  await messaging.email.send({ to, template: welcome, data: { city: 'Lodz' } });
  // @ts-expect-error a variable of another type
  await messaging.email.send({ to, template: welcome, data: { name: 7 } });
  // A stored template's variables are known at run time only.
  await messaging.email.send({ to, template: 'stored', data: { anything: 1 } });
  // @ts-expect-error SMS has no subject
  await messaging.sms.send({ to, subject: 'Hi', text: 'x' });
  // @ts-expect-error no cc
  await messaging.email.send({ to, subject: 'Hi', text: 'x', cc: 'x@y.example' });
  // @ts-expect-error a code that there is not
  if (failure.code === 'no_such_code') return;
  messaging.on('message.sent', ({ message }) =>
    expectTypeOf(message.sentAt).toEqualTypeOf<Date | undefined>(),
  );
  // @ts-expect-error an event that there is not
  messaging.on('message.snet', () => undefined);
}

describe('the types', () => {
  it('take a template’s data from its schema, and refuse what the channel does not have', () => {
    expectTypeOf(calls).parameter(0).toEqualTypeOf<Messaging>();
    expectTypeOf<Messaging['email']['send']>().returns.resolves.toEqualTypeOf<Receipt>();
    expectTypeOf<EmailInput['scheduledAt']>().toEqualTypeOf<Date | undefined>();
  });
});
