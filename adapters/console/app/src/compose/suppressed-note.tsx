import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { shownAddress } from '../parts/address.tsx';
import { TextLink } from '../parts/app-link.tsx';
import { Note } from '../parts/note.tsx';
import { useApi } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useTopicName } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly address: string;
  /** What the message is about, and whether it passes opt-outs. */
  readonly topic: string | undefined;
  readonly essential: boolean;
}

/** Says before anything is sent that nothing would go there. */
export function SuppressedNote({ channel, address, topic, essential }: Props) {
  const t = useStrings();
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['findSuppression', channel, address],
    queryFn: ({ signal }) => api.call('findSuppression', { params: { channel }, body: { address } }, signal),
  });
  const topicName = useTopicName();
  const holding = (data?.items ?? []).filter(
    (one) => (one.topic ?? topic) === topic && !(essential && one.reason === 'opted_out'),
  );
  const entry = holding.find((one) => one.topic === undefined) ?? holding[0];
  const about = topicName(entry?.topic);
  return (
    <Box role="status" hidden={!entry} mt={entry ? 8 : 0}>
      {entry ? (
        <Note
          kind="warning"
          title={
            about === undefined
              ? t.compose.isSuppressed(shownAddress(entry))
              : t.compose.isSuppressedOf(shownAddress(entry), about)
          }
        >
          {t.suppressions.reason}
          {t.common.colon}
          {t.suppressions.reasons[entry.reason]}.{' '}
          <TextLink to={links.suppressions(channel)}>{t.compose.toSuppressions}</TextLink>
        </Note>
      ) : null}
    </Box>
  );
}
