import type { Outgoing, SendContext, Vault } from 'postern/adapter';

export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'msg_0mwt2ei80k3q9x2v8b5n1w6td',
    site: 'acme',
    channel: 'email',
    to: { address: 'ada@customer.example', name: 'Ada' },
    from: { address: 'news@acme.example', name: 'Acme' },
    subject: 'Welcome',
    text: 'Hello Ada',
    headers: {},
    attachments: [],
    messageId: '<0mwt2ei80k3q9x2v8b5n1w6td@acme.example>',
    date: new Date('2026-11-29T20:00:00Z'),
    senderState: 'ready',
    ...changes,
  };
}

const noVault: Vault = {
  site: 'acme',
  read: async () => undefined,
  update: async (_name, change) => change(undefined),
  delete: async () => {},
};

/** A handle as the core makes it. */
export const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  return { signal: new AbortController().signal, attempt: 1, correlation, vault: noVault, ...changes };
}
