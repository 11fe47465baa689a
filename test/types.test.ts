import { type MemoryTransport, memory, memoryTransport } from '@postern/memory';
import { smtp } from '@postern/smtp';
import { twilio } from '@postern/twilio';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  draftTemplate,
  type EmailContentInput,
  type EmailInput,
  Messaging,
  type MessagingConfig,
  type MessagingError,
  type Receipt,
  type SmsInput,
  type Template,
  type Transport,
} from '../src/index.ts';
import { defineTemplate } from '../src/templates/define-template.ts';

const texts = { channel: 'email', subject: 'Hello {{ name }}', text: 'x' } as const;
const schema = z.object({ name: z.string(), city: z.string().default('town') });
const welcome = defineTemplate({ ...texts, id: 'welcome', schema });
const reset = defineTemplate({ ...texts, id: 'reset', schema: z.object({ url: z.url() }) });
const hours = defineTemplate({ ...texts, id: 'hours', schema: z.object({ name: z.string().optional() }) });
const reminder = defineTemplate({ id: 'reminder', channel: 'sms', schema, text: '{{ name }}' });

const wiring = { ...memory(), secret: 'a secret for tests, long enough to pass' };
const site = { id: 'acme', name: 'Acme' } as const;
const make = () =>
  new Messaging({
    ...wiring,
    site: { id: 'acme', name: 'Acme' },
    sites: [{ id: 'beta', name: 'Beta' }],
    templates: [welcome, reset, hours, reminder],
  });
const to = { address: 'jo@acme.example' };

// None of these is ever called: what the compiler says of them is the test.
async function templatesInCode(messaging: ReturnType<typeof make>, id: string) {
  const { email, sms } = messaging;
  await email.send({ to, template: welcome, data: { name: 'Jo' } });
  await email.send({ to, template: 'welcome', data: { name: 'Jo', city: 'Lodz' } });
  await email.send({ to, template: 'hours' });
  await email.send({ to, template: hours, subject: 'Other' });
  await sms.send({ to, template: 'reminder', data: { name: 'Jo' } });
  // @ts-expect-error an id that there is not
  await email.send({ to, template: 'welcom', data: { name: 'Jo' } });
  // @ts-expect-error no data
  await email.send({ to, template: welcome });
  // @ts-expect-error no data, by id
  await email.send({ to, template: 'welcome' });
  // @ts-expect-error a variable left out
  await email.send({ to, template: welcome, data: { city: 'Lodz' } });
  // @ts-expect-error a variable of another type
  await email.send({ to, template: 'welcome', data: { name: 7 } });
  // @ts-expect-error another template's data
  await email.send({ to, template: 'reset', data: { name: 'Jo' } });
  // @ts-expect-error a template for SMS
  await email.send({ to, template: reminder, data: { name: 'Jo' } });
  // @ts-expect-error a template for SMS, by id
  await email.send({ to, template: 'reminder', data: { name: 'Jo' } });
  // @ts-expect-error a template for e-mail
  await sms.preview({ template: 'welcome', data: { name: 'Jo' } });
  // A stored template's id comes from outside, and what it needs is known at run time only.
  await email.send({ to, template: id });
  await email.send({ to, template: id, data: { anything: 1 } });
  await email.send({ to, template: `tpl_${id}`, data: { anything: 1 } });
  await email.send({ to, template: (await email.templates.get(id)).id });
  await email.preview({ template: draftTemplate('email', { subject: 'a', text: 'b' }), data: { a: 1 } });
  // @ts-expect-error a draft for SMS
  await email.preview({ template: draftTemplate('sms', { text: 'b' }) });
}

async function contents({ email, sms }: Messaging) {
  await email.send({ to: { consumerId: 'c7', ...to }, subject: 'Hi', text: 'x' });
  // @ts-expect-error a consumer without an address is passed as the id alone
  await email.send({ to: { consumerId: 'c7' }, subject: 'Hi', text: 'x' });
  await email.send({ to, subject: 'Hi', text: 'x' });
  await email.send({ to, subject: 'Hi', html: '<p>x</p>' });
  await sms.send({ to, text: 'x' });
  await sms.preview('x');
  // @ts-expect-error neither text nor HTML
  await email.send({ to, subject: 'Hi' });
  // @ts-expect-error no subject
  await email.send({ to, text: 'x' });
  // @ts-expect-error nothing to say
  await email.send({ to });
  // @ts-expect-error nothing to say
  await sms.send({ to });
  // @ts-expect-error neither text nor HTML
  await email.preview({ subject: 'Hi' });
  // @ts-expect-error SMS has no subject
  await sms.send({ to, subject: 'Hi', text: 'x' });
  // @ts-expect-error no cc
  await email.send({ to, subject: 'Hi', text: 'x', cc: 'x@y.example' });
}

async function many({ email }: ReturnType<typeof make>, people: readonly string[]) {
  const mail = { to, subject: 'Hi', text: 'x' };
  await email.sendMany([mail, { to, subject: 'Hi', html: 'x' }]);
  await email.sendMany([mail, { to, template: welcome, data: { name: 'Jo' } }]);
  await email.sendMany([
    { to, template: 'welcome', data: { name: 'Jo' } },
    { to, template: 'reset', data: { url: 'https://acme.example' } },
  ]);
  await email.sendMany(people.map((name) => ({ to: name, template: welcome, data: { name } })));
  // @ts-expect-error one says nothing
  await email.sendMany([mail, { to, subject: 'Hi' }]);
  // @ts-expect-error an id that there is not
  await email.sendMany([{ to, template: 'welcom', data: { name: 'Jo' } }]);
  // @ts-expect-error one without its data
  await email.sendMany([mail, { to, template: welcome }]);
}

/** What hosts write around it. */
async function wrappers(messaging: ReturnType<typeof make>, input: EmailInput, content: EmailContentInput) {
  const { email } = messaging;
  await email.send(input);
  await email.send({ ...content, to });
  await email.send({ ...input, origin: 'web' });
  await email.sendMany([input, { ...content, to }]);
  await email.preview(content);
  await email.preview(input);
  const { sms }: Messaging = messaging;
  await sms.send({ to, text: 'x' } as SmsInput);
  const typed: EmailInput<typeof welcome> = { to, template: welcome, data: { name: 'Jo' } };
  await email.send(typed);
}

async function generic<Data>(
  { email }: ReturnType<typeof make>,
  template: Template<Data, string, 'email'>,
  people: readonly { readonly id: string; readonly data: Data }[],
) {
  for (const { id, data } of people) await email.send({ to: id, template, data });
  await email.sendMany(people.map(({ id, data }) => ({ to: id, template, data })));
}

function sites(messaging: ReturnType<typeof make>, config: MessagingConfig, id: string) {
  messaging.forSite('beta').forSite('acme').forSite(id).forSite({ id, name: 'Other' });
  // @ts-expect-error a site that there is not
  messaging.forSite('gamma');
  const dynamic = new Messaging(config);
  dynamic.forSite('any');
  dynamic.email.templates satisfies Messaging['email']['templates'];
  return new Messaging({ ...wiring, site, sites: () => undefined }).loadSite('any');
}

/** Where the configuration does not say which templates there are, any id may be one. */
async function templatesFromElsewhere(templates: readonly Template[]) {
  for (const more of [{}, { templates }, { templates: [] }]) {
    await new Messaging({ ...wiring, site, ...more }).email.send({ to, template: 'any', data: { a: 1 } });
  }
  const { sms } = new Messaging({ ...wiring, site, templates: [welcome] });
  // @ts-expect-error none of those in code is for SMS
  await sms.send({ to, template: 'any' });
}

function transports(own: Transport<'sms'>) {
  const sms = twilio({ accountSid: 'AC', authToken: 'x', sender: 'Acme' });
  const email = smtp({ url: 'smtps://mail.acme.example' });
  new Messaging({ ...wiring, site, email, sms });
  new Messaging({ ...wiring, site, email: [email, memoryTransport({ channel: 'email' })], sms: own });
  // @ts-expect-error a transport for SMS
  new Messaging({ ...wiring, site, email: sms });
  // @ts-expect-error a transport for SMS in the list
  new Messaging({ ...wiring, site, email: [email, memoryTransport({ channel: 'sms' })] });
  // @ts-expect-error a transport for e-mail
  new Messaging({ ...wiring, site, sms: email });
}

function definitions() {
  // @ts-expect-error an e-mail needs a subject
  defineTemplate({ id: 'a', channel: 'email', schema, text: 'x' });
  // @ts-expect-error and text or HTML
  defineTemplate({ id: 'a', channel: 'email', schema, subject: 'x' });
  // @ts-expect-error SMS has no subject
  defineTemplate({ id: 'a', channel: 'sms', schema, subject: 'x', text: 'x' });
}

function events(messaging: Messaging, failure: MessagingError) {
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
    expectTypeOf(make()).toExtend<Messaging>();
    expectTypeOf(welcome).toEqualTypeOf<
      Template<{ name: string; city?: string | undefined }, 'welcome', 'email'>
    >();
    expectTypeOf(memoryTransport({ channel: 'sms' })).toEqualTypeOf<MemoryTransport<'sms'>>();
    expectTypeOf<Messaging['email']['send']>().returns.resolves.toEqualTypeOf<Receipt>();
    expectTypeOf<EmailInput['scheduledAt']>().toEqualTypeOf<Date | undefined>();
    for (const compiled of [templatesInCode, contents, many, wrappers, generic, sites, transports])
      expectTypeOf(compiled).toBeFunction();
    for (const compiled of [templatesFromElsewhere, definitions, events])
      expectTypeOf(compiled).toBeFunction();
  });
});
