import type { ExpectedRecord } from '../../model/domain-records.ts';
import { diagnose, excerpt } from './diagnostics.ts';
import { nearMiss, type Recogniser, withoutQuotes, withoutSpaces } from './near-miss.ts';
import type { Judge } from './survey.ts';

/** Less than this of a value says nothing about which one it is the beginning of. */
const leastToRecognise = 8;

/**
 * A TXT record with one exact value. Others may share its name (SPF, other services' proofs, another installation's
 * proof under the same key): only the one meant counts.
 */
export function judgeOwnership(record: ExpectedRecord): Judge<'TXT'> {
  const { name, value } = record;
  const key = /^[a-z0-9][\w.-]*[=:]/i.exec(value)?.[0].toLowerCase();
  const old = new Set((record.oldValues ?? []).map(withoutSpaces));
  const recogniser: Recogniser = {
    matches: (text) => text === value,
    isOld: (text) => old.has(text),
    differsInCase: (text) => text.toLowerCase() === value.toLowerCase(),
    cutOff: (text) =>
      text.length >= leastToRecognise && text.length < value.length && value.startsWith(text)
        ? { got: text.length, want: value.length }
        : undefined,
  };
  // A name of our own (_postern.example.com) holds nothing else, so whatever is there was meant for us.
  const isOurs = (text: string) =>
    name.startsWith('_') ||
    (key !== undefined && withoutSpaces(withoutQuotes(text)).toLowerCase().startsWith(key));

  return (values) => {
    if (values.includes(value)) return { kind: 'match', remarks: [] };
    for (const text of values) {
      const diagnostic = nearMiss(name, text, recogniser);
      if (diagnostic) return { kind: 'wrong', diagnostic };
    }
    const other = values.find(isOurs);
    if (other === undefined) return { kind: 'absent' };
    const shown = { expected: excerpt(value), found: excerpt(other) };
    return { kind: 'wrong', diagnostic: diagnose('other_value', { name, ...shown }) };
  };
}
