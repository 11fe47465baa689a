import { customAlphabet } from 'nanoid';
import type { DnsResolver } from '../../interfaces/dns-resolver.ts';
import type {
  Diagnostic,
  DomainCheck,
  ExpectedRecord,
  RecordCheck,
  RecordStatus,
} from '../../model/domain-records.ts';
import { delegatedDomain } from '../../model/public-suffix.ts';
import { checkCname } from './check-cname.ts';
import type { CheckContext } from './check-context.ts';
import { checkSpf } from './check-spf.ts';
import { checkTxt } from './check-txt.ts';
import { diagnose } from './diagnostics.ts';
import { Inquiry } from './inquiry.ts';
import { refusals } from './silence.ts';
import { zoneOf } from './zone.ts';

// How a domain is checked. Three kinds of file, each knowing little of the others:
// - who asks: `inquiry` sends each DNS query once and bounds them all; `zone` finds the domain's own name servers; `survey`
//   asks them and the resolver for one record and makes one outcome of what they say; `dmarc-walk` asks the parents.
// - who judges, without asking: `judge-ownership`, `judge-dkim` and `judge-dmarc` say what the values at a name mean, by
//   `tag-list`, `dkim-record` and `near-miss` (typed in right, arrived wrong); `email-domain` what it means for the sender.
// - who leads: `check-txt` and `check-cname` take one record from the outcome to its finding, and where there is none look for
//   it where people put it by mistake (`misplaced`); `silence` says why DNS did not answer; `check-spf` adds warnings.
//   `check-context` is what they share.
// The words are in `diagnostics` alone: a code, its severity and one sentence. This file brings it together.

/** What to check, and by which resolver. */
export interface DomainCheckInput {
  /** In ASCII, lower case. */
  readonly domain: string;
  /** What should be there; the answer has them in this order. */
  readonly records: readonly ExpectedRecord[];
  /** Asked for the domain's own name servers, and then those themselves. */
  readonly dns: DnsResolver;
  /** Aborted, the check rejects with its reason. */
  readonly signal?: AbortSignal;
  /** For tests: a label that no zone has. */
  readonly randomLabel?: () => string;
}

const createLabel = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 20);

/**
 * Looks for a domain's records and says for each what is there and what to do. At most 250 DNS queries, 10 at a time.
 * The zone's own name servers decide where they answer, else the configured resolver. What DNS did not tell is
 * `unknown`, never `failed`. Never rejects for what DNS says.
 */
export async function checkDomain(input: DomainCheckInput): Promise<DomainCheck> {
  const { domain, records, dns, signal } = input;
  signal?.throwIfAborted();
  const inquiry = new Inquiry(dns, signal);
  const registered = delegatedDomain(domain) ?? domain;
  const [zone, existence] = await Promise.all([zoneOf(inquiry, domain), inquiry.ask(registered, 'NS')]);
  if (existence.kind === 'missing' && !existence.nameExists) return nothingThere(registered, records);

  const randomLabel = (input.randomLabel ?? createLabel)();
  const context: CheckContext = { inquiry, domain, registered, zone, records, randomLabel };
  const [checks, spf] = await Promise.all([
    Promise.all(records.map((record) => checkRecord(record, context))),
    checkSpf(context),
  ]);
  const notices = [...silence(domain, checks), ...(await halfLame(context, checks)), ...spf];
  return { status: overall(checks), records: checks, notices };
}

async function checkRecord(record: ExpectedRecord, context: CheckContext): Promise<RecordCheck> {
  // A domain's own DMARC record is as good as one that a provider keeps behind a CNAME, so it is judged as a TXT.
  const check = record.type === 'CNAME' && record.purpose !== 'dmarc' ? checkCname : checkTxt;
  const finding = await check(record, context);
  return { ...record, ...finding };
}

function nothingThere(domain: string, records: readonly ExpectedRecord[]): DomainCheck {
  const diagnostics = [diagnose('domain_missing', { domain })];
  const checks = records.map((record): RecordCheck => ({ ...record, status: 'failed', diagnostics }));
  return { status: 'failed', records: checks, notices: diagnostics };
}

/** One certain failure decides, whatever else is unknown; optional records decide nothing. */
export function overall(checks: readonly RecordCheck[]): RecordStatus {
  const statuses = new Set(checks.filter((check) => !check.optional).map((check) => check.status));
  return statuses.has('failed') ? 'failed' : statuses.has('unknown') ? 'unknown' : 'passed';
}

/** Where nothing at all was answered it is not about one record. */
function silence(domain: string, checks: readonly RecordCheck[]): Diagnostic[] {
  if (checks.length === 0 || checks.some((check) => check.status !== 'unknown')) return [];
  const found = checks.flatMap((check) => check.diagnostics);
  const whole = found.find(({ code }) => code === 'lame_delegation' || code === 'domain_servfail');
  if (whole) return [whole];
  const code = found.find((each) => each.code === 'dns_failure')?.params.code;
  return [diagnose('dns_failure', { name: domain, code: String(code) })];
}

/** Some of the domain's name servers answer for it, others do not: whoever asks those has to ask again. */
async function halfLame(context: CheckContext, checks: readonly RecordCheck[]): Promise<Diagnostic[]> {
  const { zone } = context;
  if (!zone || checks.length === 0) return [];
  const codes = await refusals(context, zone);
  // One that cannot be reached may be so from here only, such as over IPv6.
  const refused = codes.filter((code) => code === 'EREFUSED' || code === 'ESERVFAIL').length;
  const asked = zone.servers.length;
  return refused > 0 && codes.length < asked
    ? [diagnose('ns_refused', { domain: zone.apex, refused, asked })]
    : [];
}
