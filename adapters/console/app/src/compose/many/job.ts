import type { Channel } from 'postern';
import type { Call, CheckedMany, ManySent } from '../../../../src/contract.ts';
import type { Api } from '../../api/call.ts';
import { ApiError } from '../../api/error.ts';
import { paced } from '../../api/paced.ts';
import { channelFacts } from '../../state/channels.ts';
import type { Spoken } from './languages.ts';
import { type Person, sameAs } from './list.ts';

type Row = Call<'checkEmails'>['body']['rows'][number];

/** What is to be sent to many. */
export interface Job {
  readonly channel: Channel;
  readonly people: readonly Person[];
  /** Its template has several languages. */
  readonly isTranslated: boolean;
  /** What stands for one of them in a call. */
  readonly rowOf: (person: Person) => Row;
  /** What is said to all, and what of the form concerns them. */
  readonly content: object;
  /** What only sending takes: key and time. */
  readonly sending: object;
  readonly batch: string;
  /** People a call. */
  readonly atOnce: number;
}

type Problem = NonNullable<CheckedMany['items'][number]['problem']>;

/** One who would not get it. */
export interface Missed {
  readonly person: Person;
  readonly problem: Problem;
}

/** What sending would come to. */
export interface Checked {
  readonly good: readonly Person[];
  readonly missed: readonly Missed[];
  /** Of SMS: in sum. */
  readonly segments: number;
  /** In which language each gets a template that has several; of others none. */
  readonly spoken: readonly Spoken[];
}

/** What was sent so far. */
export interface Tally {
  /** How many of those who were to get it have been dealt with. */
  readonly done: number;
  readonly rejected: number;
}

/** People a call, where little goes with it. */
const mostAtOnce = 100;

/** Bytes that all copies of one form's files come to at most. */
const copiesAtMost = 500_000_000;

/** Of how many at a time, and of how many at all, each can have a copy of files that weigh so much; in bytes. */
export function fitting(
  bytes: number,
  callBytes: number,
): { readonly atOnce: number; readonly inAll: number } {
  const each = Math.max(1, bytes);
  return {
    atOnce: Math.max(1, Math.min(mostAtOnce, Math.floor(callBytes / each))),
    inAll: Math.floor(copiesAtMost / each),
  };
}

interface Run {
  readonly api: Api;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Asks about all of them, so many a call. */
export async function checkAll(job: Job, { api, signal, onProgress }: Run): Promise<Checked> {
  const { channel, people } = job;
  const good: Person[] = [];
  const missed: Missed[] = [];
  const spoken: Spoken[] = [];
  let segments = 0;
  // One may stand in the list by name and by address.
  const seen = new Set<string>();
  for (let start = 0; start < people.length; start += mostAtOnce) {
    const some = people.slice(start, start + mostAtOnce);
    const body = { ...job.content, rows: some.map(job.rowOf) };
    const { checkCall } = channelFacts[channel];
    const answer = await asked(() => api.call(checkCall, { body } as never, signal), { api, signal });
    for (const [index, person] of some.entries()) {
      const { to, problem, segments: own = 0, ...said } = (answer as CheckedMany).items[index] ?? {};
      const address = sameAs({ address: to?.address ?? person.address });
      const found = problem ?? (seen.has(address) ? ({ kind: 'doubled' } as const) : undefined);
      if (found) missed.push({ person, problem: found });
      else {
        good.push(person);
        seen.add(address);
        segments += own;
        if (job.isTranslated) spoken.push(said);
      }
    }
    onProgress(Math.min(people.length, start + mostAtOnce));
  }
  return { good, missed, segments, spoken };
}

/** Sends to those from `from` on, so many a call: a call repeated sends nobody anything twice. */
export async function sendAll(
  job: Job,
  from: number,
  { api, signal, onProgress }: Omit<Run, 'onProgress'> & { readonly onProgress: (sent: Tally) => void },
): Promise<void> {
  const { channel, people, batch, atOnce } = job;
  let rejected = 0;
  for (let start = from; start < people.length; start += atOnce) {
    signal.throwIfAborted();
    const rows = people.slice(start, start + atOnce).map(job.rowOf);
    const body = { ...job.content, ...job.sending, rows };
    const input = { params: { id: batch }, body };
    const { sendManyCall } = channelFacts[channel];
    // What is under way is not cut off: its answer says what became of it.
    const answer = await asked(() => api.call(sendManyCall, input as never), { api, signal });
    rejected += (answer as ManySent).rejections.length;
    onProgress({ done: Math.min(people.length, start + atOnce), rejected });
  }
}

/** @throws ApiError `offline` at once, where there is no connection */
async function asked<T>(call: () => Promise<T>, { api, signal }: Pick<Run, 'api' | 'signal'>): Promise<T> {
  if (!navigator.onLine) throw new ApiError({ code: 'offline', message: '', details: {}, status: 0 });
  return paced(call, { signal, now: () => api.now() });
}
