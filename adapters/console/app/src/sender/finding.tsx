import type { Domain } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import type { Catalogue } from '../strings/en/index.ts';
import { useStrings } from '../strings/strings.tsx';

type Diagnostic = Domain['notices'][number];

/** What a check found and what to do about it, in one sentence. */
export function Finding({ finding }: { readonly finding: Diagnostic }) {
  const t = useStrings();
  return <Note kind={finding.severity}>{sentenceOf(t, finding)}</Note>;
}

/** The catalogue's sentence, or the server's own for codes it has none for. */
function sentenceOf(t: Catalogue, { code, params, message }: Diagnostic): string {
  const sentences: Partial<Record<string, (params: Diagnostic['params']) => string>> = t.sender.diagnostics;
  return sentences[code]?.(params) ?? message;
}
