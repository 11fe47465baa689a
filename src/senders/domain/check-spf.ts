import type { Diagnostic } from '../../model/domain-records.ts';
import type { CheckContext } from './check-context.ts';
import { diagnose } from './diagnostics.ts';
import type { Inquiry } from './inquiry.ts';
import { askFresh } from './zone.ts';

/** RFC 7208 §4.6.4: the terms that cost a look-up, and how many of them a record may need in all. */
const costly = /^[+?~-]?(?:include:|exists:|redirect=|(?:a|mx|ptr)(?:[:/]|$))/i;
const maxLookups = 10;

/** Warnings only: SPF is about the envelope's domain, which need not be this one, and DKIM alone satisfies DMARC. */
export async function checkSpf(context: CheckContext): Promise<Diagnostic[]> {
  const { inquiry, domain } = context;
  const answer = await askFresh(context, domain, 'TXT');
  const records = answer.kind === 'found' ? answer.values.filter(isSpf) : [];
  const [record] = records;
  if (record === undefined) return [];
  if (records.length > 1) return [diagnose('spf_multiple', { domain, count: records.length })];
  return (await needsTooMany(record, inquiry)) ? [diagnose('spf_lookups', { domain })] : [];
}

/** Level by level. Every query made here is a look-up counted before, so there are never more than the 10 allowed. */
async function needsTooMany(record: string, inquiry: Inquiry): Promise<boolean> {
  let count = 0;
  let level = [record];
  while (level.length > 0) {
    const terms = level.flatMap((each) => each.trim().split(/\s+/)).filter((term) => costly.test(term));
    count += terms.length;
    if (count > maxLookups) return true;
    const next = await Promise.all(terms.map((term) => included(term, inquiry)));
    level = next.flat();
  }
  return false;
}

async function included(term: string, inquiry: Inquiry): Promise<readonly string[]> {
  const name = /^[+?~-]?(?:include:|redirect=)(.+)$/i.exec(term)?.[1];
  if (name === undefined) return [];
  const answer = await inquiry.ask(name, 'TXT');
  return answer.kind === 'found' ? answer.values.filter(isSpf).slice(0, 1) : [];
}

function isSpf(text: string): boolean {
  return /^v=spf1(?:\s|$)/i.test(text);
}
