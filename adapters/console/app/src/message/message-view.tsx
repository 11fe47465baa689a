import { Group, Stack, Text } from '@mantine/core';
import type { MessageDetail } from '../../../src/contract.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { useNoteText } from '../parts/use-note-text.ts';
import { useStrings } from '../strings/strings.tsx';
import { MessageActions } from './actions.tsx';
import { Content } from './content.tsx';
import { Details } from './details.tsx';
import { FailureNote } from './failure-note.tsx';
import { MessageHead } from './message-head.tsx';
import { Section } from './section.tsx';
import { EventTimeline } from './timeline.tsx';

/** All there is to know about one message. */
export function MessageView({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const noteText = useNoteText();
  const { status, failure } = message;
  return (
    <Stack gap="lg">
      <div>
        <Group gap="sm" role="status">
          <StatusBadge status={status} />
          <Text size="sm" c="dimmed">
            {failure?.code === 'safe_mode' ? noteText([{ code: 'safe_mode' }], '') : t.statusHint[status]}
          </Text>
        </Group>
        <MessageHead message={message} />
      </div>
      <FailureNote message={message} />
      <MessageActions message={message} />
      <Section title={t.message.content}>
        <Content message={message} />
      </Section>
      <Section title={t.message.timeline}>
        <EventTimeline events={message.events} />
      </Section>
      <Section title={t.message.details}>
        <Details message={message} />
      </Section>
    </Stack>
  );
}
