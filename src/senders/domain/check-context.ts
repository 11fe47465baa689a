import type { Diagnostic, RecordStatus } from '../../model/domain-records.ts';
import { diagnose } from './diagnostics.ts';
import type { Inquiry } from './inquiry.ts';
import type { Zone } from './zone.ts';

/** What the checks of one domain's records share. */
export interface CheckContext {
  readonly inquiry: Inquiry;
  readonly domain: string;
  /** The domain's own zone, where it can be told. */
  readonly zone: Zone | undefined;
  /** A label that certainly has no record: what answers for it is a wildcard. */
  readonly randomLabel: string;
}

/** What the check of one record came to. */
export interface Finding {
  readonly status: RecordStatus;
  readonly diagnostics: readonly Diagnostic[];
}

export function failed(diagnostic: Diagnostic): Finding {
  return { status: 'failed', diagnostics: [diagnostic] };
}

export function unknown(name: string, code: string): Finding {
  return { status: 'unknown', diagnostics: [diagnose('dns_failure', { name, code })] };
}
