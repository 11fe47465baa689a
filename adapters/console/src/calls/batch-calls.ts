import { createHash } from 'node:crypto';
import type { CheckedInput, EmailInput, Rejection, SendManyResult, SmsInput } from 'postern';
import type { z } from 'zod';
import { weigh } from '../contract/requests.ts';
import type { bodies } from '../contract.ts';
import { given, type Handlers } from './call.ts';
import { filled, ownPart, recipient } from './compose-calls.ts';

type Names = 'checkEmails' | 'sendEmails' | 'checkTexts' | 'sendTexts' | 'batch' | 'cancelBatch';
type Body = z.output<(typeof bodies)['checkEmails' | 'sendEmails' | 'checkTexts' | 'sendTexts']>;
type SendBody = z.output<(typeof bodies)['sendEmails' | 'sendTexts']>;

/** How many one call takes back: a second's work. */
const canceledAtOnce = 2_000;

/** What one console's page writes to many: each gets a message of its own. */
export const batchCalls: Handlers<Names> = {
  async checkEmails({ messaging, body, user }) {
    const own = given(await ownPart(messaging, body));
    return checked(await messaging.email.checkMany(inputsOf<EmailInput>(body, user, own)));
  },
  async sendEmails({ messaging, body, params, user, undoMs }) {
    const own = given(await ownPart(messaging, body));
    return sendAll(body, undoMs, (scheduledAt) => {
      const inputs = inputsOf<EmailInput>(body, user, given({ ...own, scheduledAt }));
      return messaging.email.sendMany(inputs, { batch: params.id, batchSize: atOnce(body) });
    });
  },
  async checkTexts({ messaging, body, user }) {
    return checked(await messaging.sms.checkMany(inputsOf<SmsInput>(body, user, given({ text: body.text }))));
  },
  async sendTexts({ messaging, body, params, user, undoMs }) {
    return sendAll(body, undoMs, (scheduledAt) => {
      const inputs = inputsOf<SmsInput>(body, user, given({ text: body.text, scheduledAt }));
      return messaging.sms.sendMany(inputs, { batch: params.id, batchSize: body.rows.length });
    });
  },

  async batch({ messaging, params }) {
    return messaging[params.channel].batch(params.id);
  },
  async cancelBatch({ messaging, params, user, signal }) {
    const options = { actor: user.id, most: canceledAtOnce, signal };
    return messaging[params.channel].cancelBatch(params.id, options);
  },
};

/** Bytes of files that are recorded together. */
const recordedAtOnce = 10_000_000;

/** Each keeps a copy of the files: so many that memory bears it. */
function atOnce({ rows, attachments = [] }: z.output<typeof bodies.sendEmails>): number {
  return Math.max(1, Math.min(rows.length, Math.floor(recordedAtOnce / Math.max(1, weigh(attachments)))));
}

/** What the form says of all, with what each row has of its own. */
function inputsOf<Input>(body: Body, user: { readonly id: string }, own: object): readonly Input[] {
  const { template, data, language, sender, topic, rows } = body;
  const key = 'key' in body ? body.key : undefined;
  return rows.map(
    (row) =>
      given({
        ...own,
        language,
        sender,
        topic,
        actor: user.id,
        origin: 'web',
        ...filled(template, row.data ?? data),
        to: recipient(row.to),
        // A form's key is no key of the host's own.
        idempotencyKey: key === undefined ? undefined : `console:${key}/${nameOf(row.to)}`,
      }) as Input,
  );
}

/** The same for the same person, and for no other. */
function nameOf(to: Body['rows'][number]['to']): string {
  const one = 'consumerId' in to ? to.consumerId : to.address;
  return createHash('sha256')
    .update(`${'consumerId' in to ? 'person' : 'address'} ${one}`)
    .digest('base64url');
}

function checked({ items }: { readonly items: readonly CheckedInput[] }) {
  return {
    items: items.map(({ problem, ...item }) => {
      if (!problem) return item;
      return { ...item, problem: problem.kind === 'refused' ? refusal(problem) : problem };
    }),
  };
}

function refusal({ kind, error }: { readonly kind: string; readonly error: Rejection['error'] }) {
  return { kind, ...error.toJSON() };
}

/** As one message's: what may be taken back is scheduled, so that it leaves whatever becomes of the page. */
async function sendAll(
  { scheduledAt, undo }: SendBody,
  undoMs: number,
  send: (at: Date | undefined) => Promise<SendManyResult>,
) {
  if (scheduledAt !== undefined) return answerOf(await send(new Date(scheduledAt)));
  if (!undo || undoMs === 0) return answerOf(await send(undefined));
  const result = await send(new Date(Date.now() + undoMs));
  const { rejections } = result;
  // The library goes by a clock that is ahead, as in a test: there nothing can wait.
  const isAhead = rejections.length > 0 && rejections.every(({ error }) => error.code === 'invalid_time');
  return answerOf(isAhead ? await send(undefined) : result);
}

/** The key is of the form and the person: whatever it said, they got it. */
function answerOf({ accepted, suppressed, repeated, rejections }: SendManyResult) {
  const others = rejections.filter(({ error }) => error.code !== 'idempotency_conflict');
  return {
    accepted,
    suppressed,
    repeated: repeated + rejections.length - others.length,
    rejections: others.map(({ index, error }) => ({ index, ...error.toJSON() })),
  };
}
