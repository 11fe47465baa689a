import type { Diagnostic, ExpectedRecord } from '../../model/domain-records.ts';
import { diagnose, excerpt } from './diagnostics.ts';
import { type DkimKey, type DkimKeyType, keyBits, keyText, parseDkimKey } from './dkim-record.ts';
import { nearMiss, type Recogniser } from './near-miss.ts';
import type { Judge } from './survey.ts';

const strongBits = 2048;
/** What is shorter is no part of ours: an RSA key's base64 begins alike for all keys of its length. */
const leastToRecognise: Readonly<Record<DkimKeyType, number>> = { rsa: 50, ed25519: 8 };

/** A DKIM key as a TXT record: the same key in any valid form passes. `others`: the domain's other keys, which may have been swapped. */
export function judgeDkim(record: ExpectedRecord, others: readonly ExpectedRecord[] = []): Judge<'TXT'> {
  const { name, value } = record;
  const wanted = parseDkimKey(value);
  const old = (record.oldValues ?? []).map(parseDkimKey);
  const wantedText = keyText(value) ?? '';
  const holds = (text: string, key = wanted) =>
    key !== undefined && key.key.length > 0 && isSame(key, parseDkimKey(text));
  const recogniser: Recogniser = {
    matches: (text) => holds(text),
    isOld: (text) => old.some((key) => key && holds(text, key)),
    differsInCase(text) {
      const asShown = inCaseOf(wantedText, text);
      return asShown !== text && holds(asShown);
    },
    cutOff(text) {
      const got = keyText(text) ?? '';
      const least = leastToRecognise[wanted?.type ?? 'rsa'];
      const cut = got.length >= least && got.length < wantedText.length && wantedText.startsWith(got);
      return cut ? { got: value.length - wantedText.length + got.length, want: value.length } : undefined;
    },
  };

  const problem = (text: string): Diagnostic => {
    if (parseDkimKey(text)?.key.length === 0) return diagnose('dkim_revoked', { name });
    const swapped = others.find((other) => other.name !== name && holds(text, parseDkimKey(other.value)));
    if (swapped) return diagnose('swapped_value', { name, belongs: swapped.name });
    const shown = { expected: excerpt(value), found: excerpt(text) };
    return nearMiss(name, text, recogniser) ?? diagnose('other_value', { name, ...shown });
  };

  return (values) => {
    const [only] = values;
    if (only === undefined) return { kind: 'absent' };
    if (values.length > 1) {
      // One record entered as several: "keep one" would not help.
      const cut = values.map(problem).find((each) => each.code === 'truncated');
      const many = () => diagnose('duplicate', { name, type: 'TXT', count: values.length });
      return { kind: 'wrong', diagnostic: cut && !values.some((text) => holds(text)) ? cut : many() };
    }
    return holds(only)
      ? { kind: 'match', remarks: remarks(name, only) }
      : { kind: 'wrong', diagnostic: problem(only) };
  };
}

/** The same bytes under another `k=` are another key: a receiver cannot use them. */
function isSame(one: DkimKey, other: DkimKey | undefined): boolean {
  return other !== undefined && other.type === one.type && other.key.equals(one.key);
}

/** The record with the letters of its names, its version and its key as they should be. */
function inCaseOf(key: string, text: string): string {
  const tags = text.split(';').map((part) => {
    const [name = '', ...rest] = part.split('=');
    const value = rest.join('=');
    const [tag, lower] = [name.toLowerCase(), value.toLowerCase()];
    if (tag === 'p' && lower === key.toLowerCase()) return `p=${key}`;
    return rest.length === 0
      ? part
      : `${tag}=${tag === 'v' ? value.toUpperCase() : tag === 'p' ? value : lower}`;
  });
  return tags.join(';');
}

function remarks(name: string, text: string): Diagnostic[] {
  const found = parseDkimKey(text);
  const bits = found && keyBits(found.key);
  return [
    ...(found?.testing ? [diagnose('dkim_testing', { name })] : []),
    ...(bits !== undefined && bits < strongBits ? [diagnose('dkim_weak', { name, bits })] : []),
  ];
}
