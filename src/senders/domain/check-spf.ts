import { isIPv4, isIPv6 } from 'node:net';
import type { Diagnostic } from '../../model/domain-records.ts';
import type { CheckContext } from './check-context.ts';
import { diagnose, excerpt } from './diagnostics.ts';
import type { Inquiry } from './inquiry.ts';
import { askFresh } from './zone.ts';

/** RFC 7208 §4.6.4: how many look-ups a record may need in all, and how many of them may find nothing. */
const maxLookups = 10;
const maxVoid = 2;

const mechanisms: ReadonlySet<string> = new Set(['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists']);
const costly: ReadonlySet<string> = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);

/** One word of an SPF record: `name:value` or `name/length` (a mechanism), `name=value` (a modifier). */
interface Term {
  readonly text: string;
  readonly qualifier: string;
  readonly name: string;
  readonly separator: string;
  readonly value: string;
}

/** A record with the domain that it speaks for. */
interface Level {
  readonly domain: string;
  readonly terms: readonly Term[];
}

/** Warnings only: SPF is about the envelope's domain, which need not be this one, and DKIM alone satisfies DMARC. */
export async function checkSpf(context: CheckContext): Promise<Diagnostic[]> {
  const { inquiry, domain } = context;
  const answer = await askFresh(context, domain, 'TXT');
  const records = answer.kind === 'found' ? answer.values.filter(isSpf) : [];
  const [record] = records;
  if (record === undefined) return [];
  if (records.length > 1) return [diagnose('spf_multiple', { domain, count: records.length })];
  const terms = termsOf(record);
  const bad = terms.find((term) => !isValid(term));
  if (bad) return [diagnose('spf_syntax', { domain, term: excerpt(bad.text) })];
  const open = terms.some(({ name, qualifier }) => name === 'all' && /^\+?$/.test(qualifier));
  const wrong = await followed({ domain, terms }, inquiry);
  return [...(wrong ? [wrong] : []), ...(open ? [diagnose('spf_all', { domain })] : [])];
}

/** Level by level. Every query made here is a look-up counted before, or its other address family. */
async function followed(top: Level, inquiry: Inquiry): Promise<Diagnostic | undefined> {
  const { domain } = top;
  let [count, nothing] = [0, 0];
  let levels: readonly Level[] = [top];
  let broken: string | undefined;
  while (levels.length > 0) {
    const asking = levels.flatMap((level) =>
      level.terms.filter(({ name }) => costly.has(name)).map((term) => ({ term, domain: level.domain })),
    );
    count += asking.length;
    if (count > maxLookups) return diagnose('spf_lookups', { domain });
    const found = await Promise.all(asking.map((each) => lookUp(each.term, each.domain, inquiry)));
    nothing += found.filter(({ kind }) => kind === 'nothing').length;
    broken ??= found.flatMap((each) => ('broken' in each && each.broken ? [each.broken] : [])).at(0);
    levels = found.flatMap((each) => (each.kind === 'record' ? [each.level] : []));
  }
  if (broken !== undefined) return diagnose('spf_include', { domain, target: excerpt(broken) });
  return nothing > maxVoid ? diagnose('spf_void', { domain }) : undefined;
}

type Looked =
  | { readonly kind: 'record'; readonly level: Level; readonly broken?: string }
  /** `broken`: it had to have an SPF record, and has none or several. */
  | { readonly kind: 'nothing' | 'something'; readonly broken?: string };

async function lookUp({ name, separator, value }: Term, current: string, inquiry: Inquiry): Promise<Looked> {
  const domain = separator === '/' || value === '' ? current : value.replace(/\/.*$/, '').replace(/\.$/, '');
  // What a macro stands for is known only with a message.
  if (domain.includes('%') || name === 'ptr') return { kind: 'something' };
  if (name === 'include' || name === 'redirect') {
    const answer = await inquiry.ask(domain, 'TXT');
    if (answer.kind === 'unavailable') return { kind: 'something' };
    const records = answer.kind === 'found' ? answer.values.filter(isSpf) : [];
    const [record] = records;
    if (record === undefined || records.length > 1)
      return { kind: answer.kind === 'missing' ? 'nothing' : 'something', broken: domain };
    const terms = termsOf(record);
    const valid = terms.every(isValid) ? {} : { broken: domain };
    return { kind: 'record', level: { domain, terms }, ...valid };
  }
  const types =
    name === 'mx' ? (['MX'] as const) : name === 'exists' ? (['A'] as const) : (['A', 'AAAA'] as const);
  const answers = await Promise.all(types.map((type) => inquiry.ask(domain, type)));
  return { kind: answers.every(({ kind }) => kind === 'missing') ? 'nothing' : 'something' };
}

function termsOf(record: string): readonly Term[] {
  return record
    .trim()
    .split(/ +/)
    .slice(1)
    .map((text) => {
      const [, qualifier = '', name = '', separator = '', value = ''] =
        /^([+?~-]?)([^:/=]*)([:/=]?)(.*)$/s.exec(text) ?? [];
      return { text, qualifier, name: name.toLowerCase(), separator, value };
    });
}

/** RFC 7208 §5 and §12. A modifier nobody knows is ignored, but for one that was meant as a mechanism (`ip4=…`). */
function isValid({ name, qualifier, separator, value }: Term): boolean {
  if (separator === '=')
    return (
      qualifier === '' && /^[a-z][\w.-]*$/.test(name) && !mechanisms.has(name) && /^[\x21-\x7e]*$/.test(value)
    );
  if (!mechanisms.has(name)) return false;
  const [host = '', ...lengths] = (separator === '/' ? `/${value}` : value).split('/');
  if (name === 'all') return separator === '';
  if (name === 'ip4') return separator === ':' && isIPv4(host) && lengths.length < 2 && upTo(lengths[0], 32);
  if (name === 'ip6') return separator === ':' && isIPv6(host) && lengths.length < 2 && upTo(lengths[0], 128);
  const named = /^[^\s,;@"'<>]*[^\s,;@"'<>.-]\.?$/.test(host) && /^[\x21-\x7e]+$/.test(host);
  if (name === 'include' || name === 'exists') return separator === ':' && named;
  if (name === 'ptr') return separator === '' || (separator === ':' && named);
  const [v4, ...v6] = lengths;
  return (
    (separator !== ':' || named) &&
    upTo(v4 || undefined, 32) &&
    v6.every((each) => each === '' || upTo(each, 128))
  );
}

function upTo(length: string | undefined, most: number): boolean {
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most);
}

function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}
