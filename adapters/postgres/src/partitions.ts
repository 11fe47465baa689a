import { setTimeout as pause } from 'node:timers/promises';
import { MessagingError } from 'postern/adapter';
import type { Database } from './drivers/database.ts';

/** What is there lies in one partition, up to the beginning of a month that is this far away at least: no message is that late. */
const aheadMs = 62 * 86_400_000;
/** A step waits half a second for its locks, so that nobody waits longer for it, and is tried so often. */
const tries = 60;

/** Partitions what is not partitioned yet, in transactions of their own: told first, then checked, then done. */
export function partingSteps(): readonly string[] {
  const ends = `postern.month_of('${new Date(Date.now() + aheadMs).toISOString()}')`;
  return [
    `select postern.bound_messages(${ends});`,
    'select postern.check_messages();',
    `select postern.part_messages(${ends});`,
  ];
}

/** Answers whether it did. @throws MessagingError `conflict` */
export async function part(database: Database): Promise<boolean> {
  for (let rounds = 0; ; rounds += 1) {
    const parted = await database.query('select 1 from postern.message_part limit 1');
    if (parted.length > 0) return rounds > 0;
    try {
      for (const statement of partingSteps()) await patiently(database, statement);
    } catch (error) {
      // Another process does the same at this moment.
      if (codeOf(error) === '55000' && rounds < 3) continue;
      await patiently(database, 'select postern.unbound_messages();');
      throw explained(error);
    }
  }
}

async function patiently(database: Database, statement: string): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await database.session(({ script }) => script(statement));
    } catch (error) {
      if (codeOf(error) !== '55P03' || tried === tries) throw error;
      await pause(Math.random() * 1_000);
    }
  }
}

function explained(error: unknown): unknown {
  if (codeOf(error) === '23514')
    return new MessagingError(
      'conflict',
      'There are messages whose ids Postern did not make, or of months to come: the tables stay as they are, without partitions.',
      { cause: error },
    );
  if (codeOf(error) === '55P03')
    return new MessagingError(
      'conflict',
      'The tables could not be partitioned: for a minute others were using them without a pause. Try again when there is less to do.',
      { cause: error },
    );
  return error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined;
}
