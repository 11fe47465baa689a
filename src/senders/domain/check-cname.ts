import type { Diagnostic, ExpectedRecord } from '../../model/domain-records.ts';
import { type CheckContext, type Finding, failed } from './check-context.ts';
import { diagnose, excerpt } from './diagnostics.ts';
import { findElsewhere, fromWildcard } from './misplaced.ts';
import { explainSilence } from './silence.ts';
import { type Judge, survey } from './survey.ts';
import { askFresh } from './zone.ts';

/** A record that is to be a CNAME, pointing to where a provider keeps the record itself. */
export async function checkCname(record: ExpectedRecord, context: CheckContext): Promise<Finding> {
  const { name } = record;
  const judge = judgeTarget(record, context.records);
  const outcome = await survey(context.inquiry, { name, type: 'CNAME', judge });
  switch (outcome.kind) {
    case 'match':
      return checkEnd(record, [...outcome.remarks, ...(outcome.stale ? [outcome.stale] : [])], context);
    case 'disagree':
      return failed(outcome.diagnostic);
    case 'unknown':
      return explainSilence(context, name, outcome.code);
    case 'wrong': {
      const wild = await fromWildcard(context, { name, type: 'CNAME', values: outcome.values });
      return failed(wild ? diagnose('wildcard', { name, type: 'CNAME' }) : outcome.diagnostic);
    }
    case 'absent':
      return failed(await explainAbsence(record, judge, context));
  }
}

function judgeTarget(record: ExpectedRecord, all: readonly ExpectedRecord[]): Judge<'CNAME'> {
  const { name } = record;
  const wanted = host(record.value);
  const old = (record.oldValues ?? []).map(host);
  return (values) => {
    const [found] = values;
    if (found === undefined) return { kind: 'absent' };
    if (values.length > 1) {
      return {
        kind: 'wrong',
        diagnostic: diagnose('duplicate', { name, type: 'CNAME', count: values.length }),
      };
    }
    if (host(found) === wanted) return { kind: 'match', remarks: [] };
    const swapped = all.find(
      (other) => other.type === 'CNAME' && other.name !== name && host(other.value) === host(found),
    );
    if (swapped)
      return { kind: 'wrong', diagnostic: diagnose('swapped_value', { name, belongs: swapped.name }) };
    const shown = { expected: excerpt(record.value), found: excerpt(found) };
    const diagnostic = old.includes(host(found))
      ? diagnose('old_value', { name })
      : diagnose('other_value', { name, ...shown });
    return { kind: 'wrong', diagnostic };
  };
}

/** A key is a TXT at the end of the CNAME; a proof of ownership is the CNAME itself. */
async function checkEnd(
  record: ExpectedRecord,
  remarks: readonly Diagnostic[],
  context: CheckContext,
): Promise<Finding> {
  const { inquiry } = context;
  if (record.purpose === 'ownership') return { status: 'passed', diagnostics: remarks };
  // The target is asked for, not the name: a cache may still know the name without its CNAME.
  const target = host(record.value);
  const end = await inquiry.ask(target, 'TXT');
  if (end.kind === 'unavailable') return explainSilence(context, target, end.code);
  return end.kind === 'found'
    ? { status: 'passed', diagnostics: remarks }
    : failed(diagnose('dangling_cname', { name: record.name, target }));
}

async function explainAbsence(
  record: ExpectedRecord,
  judge: Judge<'CNAME'>,
  context: CheckContext,
): Promise<Diagnostic> {
  const { name } = record;
  const [elsewhere, text] = await Promise.all([
    findElsewhere(context, { record, type: 'CNAME', judge }),
    askFresh(context, name, 'TXT'),
  ]);
  if (elsewhere) return elsewhere;
  if (text.kind !== 'found') return diagnose('not_found', { type: 'CNAME', name });
  return (await fromWildcard(context, { name, type: 'TXT', values: text.values }))
    ? diagnose('wildcard', { name, type: 'CNAME' })
    : diagnose('wrong_type', { name, found: 'TXT', type: 'CNAME' });
}

function host(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}
