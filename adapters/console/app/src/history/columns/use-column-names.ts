import { useStrings } from '../../strings/strings.tsx';
import type { ColumnId } from './chosen-columns.ts';

/** What stands above the columns: the words of files, where the list has none of its own. */
export function useColumnNames(): Readonly<Record<ColumnId, string>> {
  const { columns, exporting } = useStrings().history;
  const {
    sentAt: sent,
    failure,
    reference,
    batch,
    origin,
    actor,
    topic,
    transport,
    attempts,
  } = exporting.names;
  return { ...columns, sent, failure, reference, batch, origin, actor, topic, transport, attempts };
}
