import { Text } from '@mantine/core';
import type { EmailPreview } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import { useTopicName } from '../state/topics.ts';
import type { Catalogue } from '../strings/en/index.ts';
import { shown } from '../strings/shown.ts';
import { useLanguage, useStrings } from '../strings/strings.tsx';
import classes from './compose.module.css';

type Finding = EmailPreview['findings'][number];

/** What would hurt the mail, in words. */
export function DraftFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useStrings();
  const { locale } = useLanguage();
  const topicName = useTopicName();
  if (findings.length === 0)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t.findings.none}
      </Text>
    );
  const named = (finding: Finding) =>
    finding.code === 'unsubscribe_missing'
      ? { ...finding, topic: topicName(finding.topic) ?? finding.topic }
      : finding;
  return (
    <div role="status">
      <Note kind="warning" title={t.findings.title(findings.length)}>
        <ul className={classes.findings}>
          {findings.map((finding) => (
            <li key={JSON.stringify(finding)}>
              {shown(sentenceOf(t.findings.words, named(finding), locale))}
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}

type Words = Catalogue['findings']['words'];

function sentenceOf(words: Words, finding: Finding, locale: string): string {
  const word = words[finding.code] as (finding: Finding, locale: string) => string;
  return word(finding, locale);
}
