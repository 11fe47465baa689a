import type { AuditEntry } from '../../../src/contract.ts';
import { Breakable } from '../parts/breakable.tsx';
import { Moment } from '../parts/moment.tsx';
import { useTopicName } from '../state/topics.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

/** What else there is to say: a time, a count, a reason or a topic in the reader's own words, the rest as it was noted. */
export function Detail({ of: { action, detail } }: { readonly of: AuditEntry }) {
  const t = useStrings();
  const dates = useDates();
  const wordOf = useWords();
  if (detail === undefined) return null;
  if (action === 'message.rescheduled' && !Number.isNaN(Date.parse(detail))) return <Moment at={detail} />;
  if (action === 'suppression.imported')
    return t.suppressions.importing.added(Number(detail), dates.number(Number(detail)));
  if (action === 'batch.canceled') return t.batches.stopped(Number(detail));
  if (action === 'template.restored') return t.versions.version(Number(detail));
  if (!action.startsWith('suppression.') && action !== 'preferences.changed')
    return <Breakable text={detail} />;
  return detail.split(', ').map(wordOf).join(', ');
}

/** A part of what is noted of suppressions and preferences: a reason, `topic "news"`, `out of news`, `in everything`. */
function useWords(): (part: string) => string {
  const t = useStrings();
  const topicName = useTopicName();
  const reasons: Readonly<Record<string, string>> = t.suppressions.reasons;
  return (part) => {
    if (Object.hasOwn(reasons, part)) return reasons[part] ?? part;
    const topic = /^topic "(.*)"$/.exec(part)?.[1];
    if (topic !== undefined) return `${t.topics.topic}${t.common.colon}${topicName(topic)}`;
    const [, verb, of] = /^(in|out of) (.*)$/.exec(part) ?? [];
    if (verb === undefined) return part;
    const what = of === 'everything' ? t.topics.everything : topicName(of);
    return `${what}${t.common.colon}${verb === 'in' ? t.topics.notOut : reasons.opted_out}`;
  };
}
