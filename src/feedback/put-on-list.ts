import { noteChange } from '../audit.ts';
import type { Suppression } from '../interfaces/storage/suppressions.ts';
import type { Engine } from '../wiring.ts';

/**
 * Puts an address on the suppression list and notes it in the address's history, its `source` the actor. `false` where an entry of the
 * same kind stood there: then nothing is noted either.
 */
export async function putOnList(engine: Engine, entry: Suppression): Promise<boolean> {
  if (!(await engine.storage.suppressions.add(entry))) return false;
  const { site, channel, address, source } = entry;
  await noteChange(
    { engine, site: { id: site }, channel },
    { action: 'suppression.added', subject: address, actor: source, detail: detailOf(entry) },
  );
  return true;
}

/** What an entry of the audit list says of one of the suppression list. */
export function detailOf({
  topic,
  reason,
}: {
  readonly topic?: string | undefined;
  readonly reason?: string | undefined;
}): string | undefined {
  return [reason, topic && `topic "${topic}"`].filter(Boolean).join(', ') || undefined;
}
