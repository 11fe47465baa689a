import type { MessageDetail } from '../../../src/contract.ts';
import type { Draft } from './draft.ts';

type Content = NonNullable<MessageDetail['content']>;

export type Mailbox = NonNullable<Content['replyTo']>;
/** An invitation, by the id of the message that it went with. */
export type Calendar = NonNullable<Content['calendar']> & { readonly message: string };

const methods: readonly Calendar['method'][] = ['REQUEST', 'CANCEL', 'PUBLISH', 'REPLY'];

/** What a copy of a message has of it besides its words and files. */
export function copiedFrom(
  message: string,
  { replyTo, calendar }: Content,
): Pick<Draft, 'replyTo' | 'calendar'> {
  return {
    ...(replyTo ? { replyTo } : {}),
    ...(calendar ? { calendar: { ...calendar, message } } : {}),
  };
}

/** The same, as the API takes it. */
export function copiedOf({ replyTo, calendar }: Draft) {
  return { ...(replyTo ? { replyTo } : {}), ...(calendar ? { calendarOf: calendar.message } : {}) };
}

/** As a stored draft has it. */
export function readMailbox(stored: unknown): Mailbox | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { address, name } = stored as Partial<Record<keyof Mailbox, unknown>>;
  if (typeof address !== 'string') return undefined;
  return typeof name === 'string' ? { address, name } : { address };
}

/** As a stored draft has it. */
export function readCalendar(stored: unknown): Calendar | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { message, filename, method } = stored as Partial<Record<keyof Calendar, unknown>>;
  const known = methods.find((one) => one === method);
  if (typeof message !== 'string' || typeof filename !== 'string' || !known) return undefined;
  return { message, filename, method: known };
}
