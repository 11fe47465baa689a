import type { Diagnostic } from '../../model/domain-records.ts';
import { diagnose } from './diagnostics.ts';
import { doubledTag, withoutDoubles } from './tag-list.ts';

/** How one TXT value is recognised as the record meant. */
export interface Recogniser {
  /** The value is right. */
  readonly matches: (text: string) => boolean;
  /** The value was right in an earlier set-up. */
  readonly isOld: (text: string) => boolean;
  /** The value is right but for capital and small letters. */
  readonly differsInCase: (text: string) => boolean;
  /** Only the first part of the right value is there. */
  readonly cutOff: (text: string) => { readonly got: number; readonly want: number } | undefined;
}

/** What went wrong where the right value was typed in, but did not arrive as such. */
export function nearMiss(name: string, text: string, recogniser: Recogniser): Diagnostic | undefined {
  const bare = withoutQuotes(text);
  const tight = withoutSpaces(bare);
  if (recogniser.matches(bare)) return diagnose('quoted', { name });
  if (recogniser.matches(tight)) return diagnose(bare === text ? 'whitespace' : 'quoted', { name });
  const doubled = doubledTag(bare);
  if (doubled !== undefined && recogniser.matches(withoutDoubles(bare)))
    return diagnose('duplicate_tag', { name, tag: doubled });
  if (recogniser.differsInCase(tight)) return diagnose('letter_case', { name });
  if (recogniser.isOld(tight)) return diagnose('old_value', { name });
  const cut = recogniser.cutOff(tight);
  return cut && diagnose('truncated', { name, ...cut });
}

/** Quotation marks typed in, straight or typographic, and the backslashes that zone files put before `"` and `;`. */
export function withoutQuotes(text: string): string {
  return text.replace(/["'`´\p{Pi}\p{Pf}„‚″′\\]/gu, '');
}

/**
 * Without white space, and without what looks like it or like nothing: no-break and zero-width spaces, byte order and direction
 * marks, soft hyphens, and the U+FFFD that a byte of another encoding becomes.
 */
export function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\u115f\u2800\u3164\ufffd]/gu, '');
}

/** Whether there is any of that but what receivers read as white space. */
export function hasFalseSpaces(text: string): boolean {
  const without = text.replace(/(?:\r\n)?[ \t]/g, '');
  return withoutSpaces(without) !== without;
}
