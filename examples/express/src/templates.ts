import type { Topic } from 'postern';
import { defineTemplate } from 'postern/templates';
import { z } from 'zod';

/** What customers may opt out of one by one. */
export const topics: readonly Topic[] = [
  {
    id: 'news',
    name: { en: 'News', de: 'Neuigkeiten' },
    description: { en: 'What is new in the shop, once a month.', de: 'Was es Neues gibt, einmal im Monat.' },
  },
  {
    id: 'reminders',
    name: { en: 'Reminders', de: 'Erinnerungen' },
    description: { en: 'The day before an appointment.', de: 'Am Tag vor einem Termin.' },
  },
];

/** Sent by code: the schema types the data of `send`, and what does not fit is refused before anything is recorded. */
export const welcome = defineTemplate({
  id: 'welcome',
  channel: 'email',
  name: 'Welcome',
  subject: 'Welcome, {{ name }}',
  html: '<h1>Welcome, {{ name }}!</h1><p>Your plan is <b>{{ plan }}</b>. <a href="{{ link }}">Get started</a></p>',
  schema: z.object({ name: z.string().min(1), plan: z.string().default('Free'), link: z.url() }),
});

/** Sent in the transaction that records the order. */
export const orderConfirmation = defineTemplate({
  id: 'order-confirmation',
  channel: 'email',
  name: 'Order confirmation',
  subject: 'Your order: {{ item }}',
  text: 'Thank you for your order {{ order }}: {{ item }}.',
  schema: z.object({ order: z.string().min(1), item: z.string().min(1) }),
});

/** Nobody asked for it: so it is of a topic, and says in its text too where one leaves it. */
export const newsletter = defineTemplate({
  id: 'newsletter',
  channel: 'email',
  name: 'Newsletter',
  topic: 'news',
  subject: '{{ title }}',
  html: '<h1>{{ title }}</h1><p>{{ words }}</p><p><small><a href="{{ unsubscribeUrl }}">Unsubscribe, or choose what you get</a></small></p>',
  schema: z.object({ title: z.string().min(1).max(200), words: z.string().min(1).max(5_000) }),
});

export const reminder = defineTemplate({
  id: 'reminder',
  channel: 'sms',
  name: 'Appointment reminder',
  topic: 'reminders',
  text: 'Hello {{ name }}, see you on {{ day }}.',
  schema: z.object({ name: z.string().min(1), day: z.string().min(1) }),
});
