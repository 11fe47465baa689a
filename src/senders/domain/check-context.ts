import type { Diagnostic, ExpectedRecord, RecordStatus } from '../../model/domain-records.ts';
import type { Inquiry } from './inquiry.ts';
import type { Zone } from './zone.ts';

/** What the checks of one domain's records share. */
export interface CheckContext {
  readonly inquiry: Inquiry;
  readonly domain: string;
  /** The domain bought from a registry, which it is or is below. */
  readonly registered: string;
  /** The domain's own zone, where it can be told. */
  readonly zone: Zone | undefined;
  /** All that is asked of the domain, which may have been mixed up. */
  readonly records: readonly ExpectedRecord[];
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
