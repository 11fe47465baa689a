import type { Diagnostic, ExpectedRecord } from '../../model/domain-records.ts';
import { type CheckContext, type Finding, failed } from './check-context.ts';
import { diagnose } from './diagnostics.ts';
import { inheritedDmarc } from './dmarc-walk.ts';
import { judgeDkim } from './judge-dkim.ts';
import { judgeDmarc } from './judge-dmarc.ts';
import { judgeOwnership } from './judge-ownership.ts';
import { findElsewhere, fromWildcard } from './misplaced.ts';
import { explainSilence, loopAt } from './silence.ts';
import { type Judge, survey } from './survey.ts';
import { askFresh } from './zone.ts';

/** A record that is to be a TXT. A CNAME at its name is followed, as receivers do. */
export async function checkTxt(record: ExpectedRecord, context: CheckContext): Promise<Finding> {
  const { name } = record;
  const judge = judgeOf(record, context);
  const outcome = await survey(context.inquiry, { name, type: 'TXT', judge });
  switch (outcome.kind) {
    case 'match': {
      const hidden = outcome.stale && (await hiddenByAlias(name, judge, context));
      if (hidden) return failed(hidden);
      return {
        status: 'passed',
        diagnostics: [...outcome.remarks, ...(outcome.stale ? [outcome.stale] : [])],
      };
    }
    case 'disagree':
      return failed(outcome.diagnostic);
    case 'unknown':
      return explainSilence(context, name, outcome.code);
    case 'wrong': {
      const wild = await fromWildcard(context, { name, type: 'TXT', values: outcome.values });
      return failed(wild ? diagnose('wildcard', { name, type: 'TXT' }) : outcome.diagnostic);
    }
    case 'absent':
      return record.purpose === 'dmarc'
        ? checkInherited({ record, judge, values: outcome.values }, context)
        : failed(await explainAbsence({ record, judge, values: outcome.values }, context));
  }
}

function judgeOf(record: ExpectedRecord, { records }: CheckContext): Judge<'TXT'> {
  const judges = { ownership: judgeOwnership, dkim: judgeDkim, dmarc: judgeDmarc };
  return judges[record.purpose](
    record,
    records.filter(({ purpose, type }) => purpose === 'dkim' && type === 'TXT'),
  );
}

/** A record that is not there: what was looked for, and what else its name holds. */
interface Absent {
  readonly record: ExpectedRecord;
  readonly judge: Judge<'TXT'>;
  readonly values: readonly string[];
}

async function checkInherited(absent: Absent, context: CheckContext): Promise<Finding> {
  const { domain } = context;
  const inherited = await inheritedDmarc(domain, context);
  if (inherited.kind === 'unknown') return explainSilence(context, absent.record.name, inherited.code);
  if (inherited.kind === 'none') return failed(await explainAbsence(absent, context));
  const { parent, policy } = inherited;
  return { status: 'passed', diagnostics: [diagnose('dmarc_inherited', { domain, parent, policy })] };
}

async function explainAbsence({ record, judge, values }: Absent, context: CheckContext): Promise<Diagnostic> {
  const { name } = record;
  const [elsewhere, wild, alias] = await Promise.all([
    findElsewhere(context, { record, type: 'TXT', judge }),
    fromWildcard(context, { name, type: 'TXT', values }),
    askFresh(context, name, 'CNAME'),
  ]);
  if (elsewhere) return elsewhere;
  const [target] = alias.kind === 'found' ? alias.values : [];
  if (
    wild ||
    (target !== undefined && (await fromWildcard(context, { name, type: 'CNAME', values: [target] })))
  ) {
    return diagnose('wildcard', { name, type: 'TXT' });
  }
  return target === undefined
    ? diagnose('not_found', { type: record.type, name })
    : explainAlias(name, target, context);
}

async function explainAlias(name: string, target: string, context: CheckContext): Promise<Diagnostic> {
  if ((await loopAt(context, name)) !== undefined) return diagnose('cname_loop', { name, target });
  // A name without an underscore is a host: its CNAME serves something else, and no TXT can be beside it.
  if (!name.startsWith('_') && !name.includes('._')) return diagnose('cname_conflict', { name, target });
  const end = await context.inquiry.ask(target, 'TXT');
  return end.kind === 'missing' && !end.nameExists
    ? diagnose('dangling_cname', { name, target })
    : diagnose('wrong_type', { name, found: 'CNAME', type: 'TXT' });
}

/** Name servers that answer with the TXT although a CNAME has the same name: resolvers see only the CNAME. */
async function hiddenByAlias(
  name: string,
  judge: Judge<'TXT'>,
  context: CheckContext,
): Promise<Diagnostic | undefined> {
  const alias = await askFresh(context, name, 'CNAME');
  const [target] = alias.kind === 'found' ? alias.values : [];
  if (target === undefined) return undefined;
  const end = await askFresh(context, target, 'TXT');
  const visible = end.kind !== 'missing' && (end.kind !== 'found' || judge(end.values).kind === 'match');
  return visible ? undefined : diagnose('cname_conflict', { name, target });
}
