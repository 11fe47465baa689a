import { SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useCall } from '../api/query.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Panel } from '../parts/panel.tsx';
import { useStrings } from '../strings/strings.tsx';
import { ChannelChoices } from './channel-choices.tsx';

/** What a person opted out of, in each channel that they are reached by: above their messages, which go on for as long as one scrolls. */
export function ChoicesPanel({ id }: { readonly id: string }) {
  const t = useStrings();
  const { data, error, refetch } = useCall('preferences', { params: { id } });
  // Who is known no more is said so above, and who cannot be reached has nothing to choose.
  if (error?.code === 'consumer_not_found') return null;
  if (data && data.items.length === 0 && data.unreadable.length === 0) return null;
  return (
    <Panel title={t.topics.chosen}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t.topics.chosenHint}
        </Text>
        {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
        {!error && !data ? <Skeleton h={90} /> : null}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="md">
          {data?.items.map((choices) => (
            <ChannelChoices key={choices.channel} id={id} choices={choices} />
          ))}
        </SimpleGrid>
        {data?.unreadable.map((channel) => (
          <Text key={channel} size="sm">
            {t.topics.unreadable(t.channel[channel])}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}
