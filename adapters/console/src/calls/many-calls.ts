import {
  allowedFrom,
  isFinal,
  isMessagingError,
  type Message,
  type MessageId,
  type MessageStatus,
  type Messaging,
  messageStatuses,
} from 'postern';
import { answerTo } from '../console-error.ts';
import type { Call } from '../contract.ts';
import { given, type Handlers } from './call.ts';

type Action = Call<'many'>['body']['action'];
type Done = Call<'many'>['response']['items'][number];

/** Told of at once. */
const mostMatching = 10_000;

/** In which statuses each is done to a message. */
export const manyAllowedFrom: Readonly<Record<Action, readonly MessageStatus[]>> = {
  cancel: allowedFrom.cancel,
  retry: allowedFrom.retry,
  sendAgain: messageStatuses.filter(isFinal),
};

/** Those that show that somebody, maybe this very call, has done it before. */
const doneBefore: Readonly<Record<Exclude<Action, 'sendAgain'>, readonly MessageStatus[]>> = {
  cancel: ['canceled'],
  retry: ['queued', 'scheduled', 'sending'],
};

interface Act {
  readonly messages: Messaging['email'] | Messaging['sms'];
  readonly actor: string;
  readonly key: string;
}

const actions: Readonly<Record<Action, (act: Act, id: MessageId) => Promise<Omit<Done, 'id'>>>> = {
  async cancel({ messages, actor }, id) {
    await messages.cancel(id, { actor });
    return { outcome: 'done' };
  },
  async retry({ messages, actor }, id) {
    await messages.retry(id, { actor });
    return { outcome: 'done' };
  },
  async sendAgain({ messages, actor, key }, id) {
    const {
      status,
      id: copy,
      repeated,
    } = await messages.sendAgain(id, {
      actor,
      origin: 'web',
      idempotencyKey: `console:${key}:${id}`,
    });
    return { outcome: status === 'suppressed' ? 'held' : repeated ? 'already' : 'done', copy };
  },
};

export const manyCalls: Handlers<'matching' | 'many'> = {
  async matching({ messaging, params, query, signal }) {
    const items: Pick<Message, 'id' | 'status' | 'to'>[] = [];
    for await (const { id, status, to } of messaging[params.channel].each({ ...given(query), signal })) {
      if (items.length === mostMatching) return { items, more: true };
      items.push({ id, status, to });
    }
    return { items, more: false };
  },
  async many({ messaging, params, body, user, signal }) {
    const { action, key } = body;
    const act = { messages: messaging[params.channel], actor: user.id, key };
    const items: Done[] = [];
    for (const id of new Set(body.ids)) {
      signal.throwIfAborted();
      items.push({ id, ...(await outcomeOf(action, act, id)) });
    }
    return { items };
  },
};

/** A refusal is what became of one; what nobody foresaw ends the call. */
async function outcomeOf(action: Action, act: Act, id: MessageId): Promise<Omit<Done, 'id'>> {
  try {
    return await actions[action](act, id);
  } catch (error) {
    const { body, expected } = answerTo(error);
    if (!expected || !isMessagingError(error)) throw error;
    const { status } = error.details;
    const before: readonly unknown[] = action === 'sendAgain' ? [] : doneBefore[action];
    if (error.code === 'illegal_status' && before.includes(status)) return { outcome: 'already' };
    return { outcome: 'refused', error: body.error };
  }
}
