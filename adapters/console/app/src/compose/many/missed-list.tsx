import { List, Stack, Text } from '@mantine/core';
import { ApiError } from '../../api/error.ts';
import { shownAddress } from '../../parts/address.tsx';
import { useTopicName } from '../../state/topics.ts';
import { errorSentence } from '../../strings/error-sentence.ts';
import { useStrings } from '../../strings/strings.tsx';
import type { Missed } from './job.ts';

const namedAtMost = 20;

/** Who would not get it, by the reason. */
export function MissedList({ missed }: { readonly missed: readonly Missed[] }) {
  const t = useStrings();
  const topicName = useTopicName();
  const reasonOf = ({ problem }: Missed): string => {
    const { kind, code = '', message = '', details = {}, reason, topic } = problem;
    if (kind === 'doubled') return t.many.isDoubled;
    if (kind === 'refused') return errorSentence(t, new ApiError({ code, message, details, status: 400 }));
    const about = topicName(topic);
    if (about !== undefined) return t.many.optedOutOf(about);
    return `${t.many.isSuppressed}${t.common.colon}${reason ? t.suppressions.reasons[reason] : ''}`;
  };
  const groups = new Map<string, readonly string[]>();
  for (const one of missed) {
    const reason = reasonOf(one);
    const { name } = one.person;
    const address = shownAddress(one.person);
    const shown = name === undefined ? address : `${name} (${address})`;
    groups.set(reason, [...(groups.get(reason) ?? []), shown]);
  }
  return (
    <Stack gap="xs">
      {[...groups].map(([reason, names]) => (
        <div key={reason}>
          <Text size="sm" fw={600}>
            {t.many.reason(reason, names.length)}
          </Text>
          <List size="sm">
            {names.slice(0, namedAtMost).map((name) => (
              <List.Item key={name} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </List.Item>
            ))}
          </List>
          {names.length > namedAtMost ? (
            <Text size="sm" c="dimmed">
              {t.many.others(String(names.length - namedAtMost))}
            </Text>
          ) : null}
        </div>
      ))}
    </Stack>
  );
}
