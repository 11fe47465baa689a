import { useQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { shownAddress } from '../parts/address.tsx';
import { TextLink } from '../parts/app-link.tsx';
import { Note } from '../parts/note.tsx';
import { useApi } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly address: string;
}

/** Says before anything is sent that nothing would go there. */
export function SuppressedNote({ channel, address }: Props) {
  const t = useStrings();
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['findSuppression', channel, address],
    queryFn: ({ signal }) => api.call('findSuppression', { params: { channel }, body: { address } }, signal),
  });
  const entry = data?.items.find(({ topic }) => topic === undefined);
  return (
    <div role="status" hidden={!entry}>
      {entry ? (
        <Note kind="warning" title={t.compose.isSuppressed(shownAddress(entry))}>
          {t.suppressions.reason}: {t.suppressions.reasons[entry.reason]}.{' '}
          <TextLink to={links.suppressions(channel)}>{t.compose.toSuppressions}</TextLink>
        </Note>
      ) : null}
    </div>
  );
}
