import type { Channel, EmailSender, Messaging, SmsSender } from 'postern';
import { given, type Handlers } from './call.ts';
import { readableState } from './readable.ts';

type Names =
  | 'senders'
  | 'makeDefaultSender'
  | 'emailSender'
  | 'createEmailSender'
  | 'updateEmailSender'
  | 'signatures'
  | 'setSignature'
  | 'removeSignature'
  | 'deleteEmailSender'
  | 'sendCode'
  | 'confirmCode'
  | 'checkAddress'
  | 'domain'
  | 'checkDomain'
  | 'rotateKeys'
  | 'smsSender'
  | 'setSmsSender'
  | 'deleteSmsSender';

interface About {
  readonly messaging: Messaging;
  readonly query: { readonly sender?: string | undefined };
}

const emailOf = ({ messaging: { email }, query }: About): EmailSender =>
  query.sender === undefined ? email.sender : email.senders.named(query.sender);
const smsOf = ({ messaging: { sms }, query }: About): SmsSender =>
  query.sender === undefined ? sms.sender : sms.senders.named(query.sender);

/** What all channels' senders have in common: who they are, and whether they may send. */
const lists: Readonly<Record<Channel, (messaging: Messaging) => Promise<readonly object[]>>> = {
  email: ({ email }) => email.senders.list(),
  sms: async ({ sms }) =>
    (await sms.senders.list()).map(({ value, ...one }) => ({ ...one, address: value, ready: true })),
};

export const senderCalls: Handlers<Names> = {
  async senders({ messaging, params }) {
    return { items: await lists[params.channel](messaging) };
  },
  async makeDefaultSender({ messaging, params, user }) {
    await messaging[params.channel].senders.makeDefault(params.id, { actor: user.id });
  },

  async emailSender({ messaging, query }) {
    return (await emailOf({ messaging, query }).find()) ?? null;
  },
  async createEmailSender({ messaging, query, body, user }) {
    return emailOf({ messaging, query }).create(body, { actor: user.id });
  },
  async updateEmailSender({ messaging, query, body, user }) {
    return emailOf({ messaging, query }).update(given(body), { actor: user.id });
  },
  async signatures({ messaging }) {
    const all = await messaging.email.senders.list();
    return { items: all.flatMap(({ key, signature }) => (signature ? [{ key, ...signature }] : [])) };
  },
  async setSignature({ messaging, query, body, user }) {
    await emailOf({ messaging, query }).setSignature(given(body), { actor: user.id });
  },
  async removeSignature({ messaging, query, user }) {
    await emailOf({ messaging, query }).setSignature(null, { actor: user.id });
  },
  async deleteEmailSender({ messaging, query, user }) {
    await emailOf({ messaging, query }).delete({ actor: user.id });
  },
  async sendCode({ messaging, query, body }) {
    return emailOf({ messaging, query }).sendCode(given(body));
  },
  async confirmCode({ messaging, query, body: { code, transport }, user }) {
    return emailOf({ messaging, query }).confirm(code, { ...given({ transport }), actor: user.id });
  },
  async checkAddress({ messaging, query, body, user }) {
    return emailOf({ messaging, query }).checkAddress({ ...given(body), actor: user.id });
  },

  async domain({ messaging, query }) {
    return readableState(await emailOf({ messaging, query }).domain());
  },
  /** Who closes the page need not wait for DNS, nor DNS for them. */
  async checkDomain({ messaging, query, user, signal }) {
    return readableState(await emailOf({ messaging, query }).checkDomain({ signal, actor: user.id }));
  },
  async rotateKeys({ messaging, query, user }) {
    return readableState(await emailOf({ messaging, query }).rotateKeys({ actor: user.id }));
  },

  async smsSender({ messaging, query }) {
    return (await smsOf({ messaging, query }).find()) ?? null;
  },
  async setSmsSender({ messaging, query, body, user }) {
    return smsOf({ messaging, query }).set(body.value, { actor: user.id });
  },
  async deleteSmsSender({ messaging, query, user }) {
    await smsOf({ messaging, query }).delete({ actor: user.id });
  },
};
