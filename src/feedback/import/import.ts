import { z } from 'zod';
import { type Actor, noteChange } from '../../audit.ts';
import type { Suppression, SuppressionReason } from '../../interfaces/storage/suppressions.ts';
import { actorArgument, checkArgument, listOf, signalArgument, text } from '../../model/arguments.ts';
import type { Channel } from '../../model/message.ts';
import { present } from '../../model/present.ts';
import type { Scope } from '../../wiring.ts';
import { readRow, type SuppressionRowFault } from './read-row.ts';
import { type NumberedRow, rowsOfCsv } from './rows.ts';

/** An address to be taken over, as a table has it. */
export interface SuppressionRow {
  /** An e-mail address, or a number in any usual form. */
  readonly address: string;
  /**
   * One of the reasons, or a usual word for it, such as `HardBounce` or `unsubscribed`, or what a server said of a mailbox that is not
   * there: `550 5.1.1 …`. Default: the import's.
   */
  readonly reason?: string | undefined;
  /** One of the configuration's topics; opt-outs and persons' decisions only. Default: everything. */
  readonly topic?: string | undefined;
  /** Since when: a time, ISO 8601, RFC 5322 (`Thu, 13 Oct 2011 18:02:00 GMT`), or seconds since 1970. Default: now. */
  readonly at?: Date | string | undefined;
}

/** How a list is taken over. */
export interface SuppressionImportOptions extends Actor {
  /** Only looks what it would do: nothing is recorded. Default `false`. */
  readonly dryRun?: boolean | undefined;
  /** Of rows that say none. Default `manual`. */
  readonly reason?: SuppressionReason | undefined;
  /**
   * Every row has `reason`, whatever it says itself: for lists of one kind whose own reasons are a server's sentences. Default `false`: what
   * is no known reason is wrong.
   */
  readonly ignoreReasons?: boolean | undefined;
  /** The row to begin with: `next` of an import that ended before. Default: the first. */
  readonly from?: number | undefined;
  /** After so many ms, and 500 rows at least, it ends and says where to go on. 1 to 600,000, default 30,000. */
  readonly maxMs?: number | undefined;
  /** Ends it; what was added until then stays. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** What an import did, or would do. */
export interface SuppressionImport {
  /** Rows that were looked at, blank ones and the names of columns not counted. */
  readonly rows: number;
  /** New on the list. */
  readonly added: number;
  /** On it already, as they are, or twice in the file. */
  readonly known: number;
  readonly wrong: number;
  /** The first 100 of those that are wrong. */
  readonly problems: readonly {
    /** Counted as a spreadsheet does, from 1, the names of columns included. */
    readonly row: number;
    readonly code: SuppressionRowFault;
  }[];
  /** Where time ran out: the row that an import of the same goes on `from`. */
  readonly next?: number;
}

const mostRows = 100_000;
const mostCharacters = 10_000_000;
const batchSize = 500;
const mostProblems = 100;

const word = text(1_000).optional();
const rowForm = z.strictObject({
  address: text(1_000),
  reason: word,
  topic: word,
  at: z.union([z.date(), text(100)]).optional(),
});
const inputForm = z.union([text(mostCharacters), listOf(rowForm, mostRows)]);

/** The options of an import; `reasons`: what its `reason` may be. */
export function importOptions(reason: z.ZodType) {
  return z.strictObject({
    actor: actorArgument,
    dryRun: z.boolean().optional(),
    reason: reason.optional(),
    ignoreReasons: z.boolean().optional(),
    from: z
      .number()
      .int()
      .min(1)
      .max(mostRows + 1)
      .optional(),
    maxMs: z.number().int().min(1).max(600_000).optional(),
    signal: signalArgument.optional(),
  });
}

/** @throws MessagingError `invalid_argument` before anything is read */
export async function importSuppressions(
  scope: Scope,
  input: string | readonly SuppressionRow[],
  options: SuppressionImportOptions,
): Promise<SuppressionImport> {
  checkArgument(inputForm, input, { name: 'input' });
  const { dryRun = false, reason = 'manual', ignoreReasons = false, from = 1, maxMs = 30_000 } = options;
  const { signal, actor } = options;
  const { engine } = scope;
  const { suppressions } = engine.storage;
  const until = performance.now() + maxMs;
  const defaults = { reason, ignoreReasons, source: actor ?? 'host', now: engine.now() };
  const counts = { rows: 0, added: 0, known: 0, wrong: 0 };
  const problems: { readonly row: number; readonly code: SuppressionRowFault }[] = [];
  const wrong = (row: number, code: SuppressionRowFault) => {
    counts.wrong += 1;
    if (problems.length < mostProblems) problems.push({ row, code });
  };
  const seen = new Set<string>();
  let batch: Suppression[] = [];
  const settle = async () => {
    signal?.throwIfAborted();
    if (batch.length === 0) return;
    const added = dryRun ? await newOf(scope, batch, seen) : await suppressions.addAll(batch);
    counts.added += added;
    counts.known += batch.length - added;
    batch = [];
  };
  let next: number | undefined;
  try {
    for await (const { row, ...read } of numbered(input, scope.channel)) {
      if (row < from) continue;
      if (row > mostRows + 1) {
        wrong(row, 'too_many_rows');
        break;
      }
      if (counts.rows > 0 && counts.rows % batchSize === 0 && performance.now() > until) {
        next = row;
        break;
      }
      counts.rows += 1;
      const entry = 'fault' in read ? read.fault : await readRow(scope, read.given, defaults);
      if (typeof entry === 'string') wrong(row, entry);
      else if (batch.push(entry) === batchSize) await settle();
    }
    await settle();
  } finally {
    if (counts.added > 0 && !dryRun)
      await noteChange(scope, {
        action: 'suppression.imported',
        subject: 'import',
        actor,
        detail: String(counts.added),
      });
  }
  return present({ ...counts, problems, next });
}

async function* numbered(
  input: string | readonly SuppressionRow[],
  channel: Channel,
): AsyncGenerator<NumberedRow, void, undefined> {
  if (typeof input === 'string') return yield* rowsOfCsv(input, channel);
  for (const [index, given] of input.entries()) yield { row: index + 1, given };
}

/** How many of these are neither on the list nor among those `seen` before. */
async function newOf(
  { engine, site, channel }: Scope,
  entries: readonly Suppression[],
  seen: Set<string>,
): Promise<number> {
  const addresses = [...new Set(entries.map(({ address }) => address))];
  for (const there of await engine.storage.suppressions.find(site.id, channel, addresses))
    seen.add(keyOf(there));
  let count = 0;
  for (const key of entries.map(keyOf)) {
    if (!seen.has(key)) count += 1;
    seen.add(key);
  }
  return count;
}

/** What is on the list once. */
function keyOf({ address, topic, reason }: Suppression): string {
  return JSON.stringify([address, topic, reason === 'opted_out']);
}
