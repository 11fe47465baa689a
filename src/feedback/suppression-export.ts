import type { Suppression, SuppressionReason } from '../interfaces/storage/suppressions.ts';
import { signalArgument } from '../model/arguments.ts';
import { type CsvStyle, csvStream, csvStyleShapes } from '../model/csv.ts';
import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';

/** Which entries are exported, and how they are written. */
export interface SuppressionExportOptions extends CsvStyle {
  /** Entries of this reason, or of one of these, only. Default: whatever the reason. */
  readonly reason?: SuppressionReason | readonly SuppressionReason[] | undefined;
  /** Ends it: what waits for the next rejects with its reason. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

export const exportShapes = { ...csvStyleShapes, signal: signalArgument.optional() };

/** As an import takes them. */
const columns = ['address', 'reason', 'topic', 'source', 'at'] as const;
/** Read at once. */
const pageSize = 500;

export function exportSuppressions(
  scope: Scope,
  reasons: readonly SuppressionReason[] | undefined,
  { signal, ...style }: SuppressionExportOptions,
): ReadableStream<Uint8Array> {
  return csvStream(columns, pagesOf(scope, reasons, signal), style);
}

async function* pagesOf(
  { engine, site, channel }: Scope,
  reasons: readonly SuppressionReason[] | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly (readonly string[])[], void, undefined> {
  let before: Suppression | undefined;
  do {
    signal?.throwIfAborted();
    const query = present({ site: site.id, channel, before, reasons, limit: pageSize });
    const items = await engine.storage.suppressions.list(query);
    yield items.map(({ address, reason, topic = '', source, at }) => [
      ...[address, reason, topic, source],
      at.toISOString(),
    ]);
    before = items.length === pageSize ? items.at(-1) : undefined;
  } while (before);
}
