import type { Diagnostic } from '../../model/domain-records.ts';
import { diagnose } from './diagnostics.ts';

/** How one TXT value is recognised as the record meant. */
export interface Recogniser {
  /** The value is right. */
  readonly matches: (text: string) => boolean;
  /** The value was right in an earlier set-up. */
  readonly isOld: (text: string) => boolean;
  /** Only the first part of the right value is there. */
  readonly cutOff: (text: string) => { readonly got: number; readonly want: number } | undefined;
}

/** What went wrong where the right value was typed in, but did not arrive as such. */
export function nearMiss(name: string, text: string, recogniser: Recogniser): Diagnostic | undefined {
  const bare = withoutQuotes(text);
  const tight = withoutSpaces(bare);
  if (recogniser.matches(bare)) return diagnose('quoted', { name });
  if (recogniser.matches(tight)) return diagnose(bare === text ? 'whitespace' : 'quoted', { name });
  if (recogniser.isOld(tight)) return diagnose('old_value', { name });
  const cut = recogniser.cutOff(tight);
  return cut && diagnose('truncated', { name, ...cut });
}

/** Quotation marks typed in, straight or typographic, and the backslashes that zone files put before `"` and `;`. */
export function withoutQuotes(text: string): string {
  return text.replace(/["'“”„‘’\\]/g, '');
}

/** Also without the spaces that look like none: no-break, zero-width, byte order mark. */
export function withoutSpaces(text: string): string {
  return text.replace(/[\s\u200b-\u200d\ufeff]/g, '');
}
