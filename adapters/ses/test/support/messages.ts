import type { Outgoing, SendContext } from 'postern/adapter';

let count = 0;

/** A mail with an id of its own. */
export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  count += 1;
  const id = `msg_${`${count}`.padStart(25, '0')}`;
  return {
    id,
    site: 'acme',
    channel: 'email',
    to: { name: 'Ada', address: 'ada@example.org' },
    from: { name: 'Acme', address: 'hello@acme.example' },
    subject: 'Hello',
    text: 'Good morning.\n',
    headers: {},
    attachments: [],
    messageId: `<${id}@acme.example>`,
    date: new Date('2026-11-23T09:30:00Z'),
    senderState: 'ready',
    ...changes,
  };
}

/** A handle as the core makes it. */
export const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  const vault: SendContext['vault'] = {
    site: 'acme',
    read: async () => undefined,
    update: async (_name, change) => change(undefined),
    delete: async () => {},
  };
  return { signal: new AbortController().signal, attempt: 1, correlation, vault, ...changes };
}
