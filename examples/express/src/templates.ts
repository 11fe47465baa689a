import { defineTemplate } from 'postern/templates';
import { z } from 'zod';

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

export const reminder = defineTemplate({
  id: 'reminder',
  channel: 'sms',
  name: 'Appointment reminder',
  text: 'Hello {{ name }}, see you on {{ day }}.',
  schema: z.object({ name: z.string().min(1), day: z.string().min(1) }),
});
