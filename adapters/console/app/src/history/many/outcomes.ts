import type { Call, Message, Session } from '../../../../src/contract.ts';
import { ApiError } from '../../api/error.ts';
import type { Catalogue } from '../../strings/en/index.ts';
import { errorSentence } from '../../strings/error-sentence.ts';

/** What is done to many messages at once. */
export type ManyAction = Call<'many'>['body']['action'];
/** What became of one. */
export type Outcome = Call<'many'>['response']['items'][number];
/** What is known of a message that is acted on. */
export type Candidate = Pick<Message, 'id' | 'status' | 'to'>;

/** Messages of which one sentence says why nothing was done, or what became of them instead. */
export interface Group {
  readonly sentence: string;
  readonly messages: readonly Candidate[];
}

/** Those that their status lets be acted on, and the others, by their statuses. */
export function divide(candidates: readonly Candidate[], allowed: Session['allowedFrom'][ManyAction]) {
  const can = candidates.filter(({ status }) => allowed.includes(status));
  const others = candidates.filter(({ status }) => !allowed.includes(status));
  return { can, others: grouped(others, ({ status }) => status) };
}

/** Whether it is as it was to be. */
export function isDone({ outcome }: Outcome): boolean {
  return outcome === 'done' || outcome === 'already';
}

/** What was not done, by the sentence that says why; the most first. */
export function refusalsOf(
  t: Catalogue,
  outcomes: readonly Outcome[],
  candidates: readonly Candidate[],
): readonly Group[] {
  const byId = new Map(candidates.map((one) => [one.id, one]));
  const refused = outcomes.filter((one) => !isDone(one));
  return [...grouped(refused, (one) => sentenceOf(t, one))]
    .map(([sentence, all]) => ({ sentence, messages: all.flatMap(({ id }) => byId.get(id) ?? []) }))
    .sort((a, b) => b.messages.length - a.messages.length);
}

function sentenceOf(t: Catalogue, { outcome, error }: Outcome): string {
  if (outcome === 'held' || !error) return t.message.again.suppressed;
  const { status } = error.details;
  if (error.code === 'illegal_status' && typeof status === 'string' && status in t.status)
    return t.history.many.statusNow(t.status[status as Message['status']]);
  return errorSentence(t, new ApiError({ ...error, status: 0 }));
}

function grouped<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, readonly Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
