import { createId, type NewMessage } from 'postern/adapter';

/** A message due at its creation. */
export function newMessage(overrides: Partial<NewMessage> = {}): NewMessage {
  const createdAt = overrides.createdAt ?? new Date();
  return {
    id: createId('msg', createdAt),
    site: 'acme',
    channel: 'email',
    origin: 'sys',
    status: 'queued',
    priority: 'normal',
    to: { name: 'Jo Doe', address: 'jo@example.com' },
    sender: { name: 'Acme', address: 'hello@acme.example' },
    subject: 'Hello',
    preview: 'Hello Jo',
    createdAt,
    confidential: false,
    content: { subject: 'Hello', text: 'Hello Jo' },
    fingerprint: 'f0',
    ...overrides,
  };
}
