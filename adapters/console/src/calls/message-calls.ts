import {
  allowedFrom,
  type MessageContent,
  type MessageDetail,
  type MessageId,
  readNotes,
  type To,
} from 'postern';
import { present } from 'postern/adapter';
import type { Handlers } from './call.ts';
import { given } from './call.ts';
import { readableConsumer } from './readable.ts';

type Names =
  | 'searchConsumers'
  | 'consumer'
  | 'consumerHistory'
  | 'history'
  | 'search'
  | 'count'
  | 'message'
  | 'cancel'
  | 'reschedule'
  | 'retry'
  | 'sendAgain';

export const messageCalls: Handlers<Names> = {
  async searchConsumers({ messaging, query }) {
    const { term, ...options } = query;
    const found = await messaging.consumers.search(term, given(options));
    return { items: found.map(readableConsumer) };
  },
  async consumer({ messaging, params }) {
    return readableConsumer(await messaging.consumers.get(params.id));
  },
  async consumerHistory({ messaging, params, query }) {
    return messaging.consumers.history(params.id, given(query));
  },

  async history({ messaging, params, query }) {
    return messaging[params.channel].history(given(query));
  },
  async search({ messaging, params, query }) {
    const { term, ...options } = query;
    return messaging[params.channel].search(term, given(options));
  },
  async count({ messaging, params, query, signal }) {
    return messaging[params.channel].count({ ...given(query), signal });
  },
  async message({ messaging, params, can }) {
    const channel = messaging[params.channel];
    const { content, failure, ...detail } = await channel.get(params.id);
    const actions = can.send ? actionsFor(detail.status) : [];
    const taker = channel.transports().find(({ name }) => name === detail.transport);
    const reportsDelivery = detail.status === 'sent' ? taker?.reportsDelivery : undefined;
    return present({
      ...detail,
      actions,
      reportsDelivery,
      failure: failure && { ...failure, notes: readNotes(failure.message) },
      content: content ? shown(content) : undefined,
    });
  },

  async cancel({ messaging, params, user }) {
    return messaging[params.channel].cancel(params.id, { actor: user.id });
  },
  async reschedule({ messaging, params, body, user }) {
    const at = body.at === 'now' ? 'now' : new Date(body.at);
    return messaging[params.channel].reschedule(params.id, at, { actor: user.id });
  },
  async retry({ messaging, params, user }) {
    return messaging[params.channel].retry(params.id, { actor: user.id });
  },
  async sendAgain({ messaging, params: { channel, id }, body, user }) {
    const { idempotencyKey: key } = body;
    return messaging[channel].sendAgain(id, {
      ...given({ to: await otherThan(messaging[channel], id, body.to) }),
      actor: user.id,
      origin: 'web',
      // A form's key is no key of the host's own.
      ...(key === undefined ? {} : { idempotencyKey: `console:${key}` }),
    });
  },
};

/** Whom a copy goes to, where that is not whom the message went to. */
async function otherThan(
  messages: { get(id: MessageId): Promise<MessageDetail> },
  id: MessageId,
  to:
    | { readonly consumerId: string }
    | { readonly address: string; readonly samePerson?: boolean | undefined }
    | undefined,
): Promise<To | undefined> {
  if (to === undefined) return undefined;
  if ('consumerId' in to) return to.consumerId;
  const { address, samePerson } = to;
  return samePerson ? { ...(await messages.get(id)).to, address } : { address };
}

const actions = ['cancel', 'reschedule', 'retry'] as const;

function actionsFor(status: MessageDetail['status']): readonly (typeof actions)[number][] {
  return actions.filter((action) => allowedFrom[action].some((from) => from === status));
}

/** Files are named, not sent: they may be megabytes. */
function shown({ attachments = [], headers = {}, ...content }: MessageContent): object {
  const header = (sought: string) =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === sought)?.[1];
  const answered = header('in-reply-to');
  return {
    ...content,
    unsubscribe: header('list-unsubscribe')?.replace(/^<|>$/g, ''),
    inReplyTo: answered && { messageId: answered, id: /^<(msg_[0-9a-z]+)@/.exec(answered)?.[1] },
    attachments: attachments.map(({ filename, contentType, contentId, content: base64 }) => ({
      filename,
      contentType,
      contentId,
      bytes: Buffer.byteLength(base64, 'base64'),
    })),
  };
}
