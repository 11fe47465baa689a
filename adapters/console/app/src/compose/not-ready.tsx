import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { useSenderReady } from '../api/sender-ready.ts';
import { TextLink } from '../parts/app-link.tsx';
import { Note } from '../parts/note.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';

/** Says before anything is written that it cannot be sent yet, and what is missing. */
export function NotReady({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { ready, missing } = useSenderReady(channel);
  const { data } = useCall('senders', { params: { channel } });
  // Another sender may be ready while the one by default is not.
  if (ready !== false || data?.items.some((one) => one.ready)) return null;
  return (
    <Note kind="warning" title={t.compose.notReady}>
      {missing.map((step) => t.sender.missing[step]).join('. ')}. {t.compose.notReadyHint}{' '}
      <TextLink to={links.sender(channel)}>{t.compose.toSetUp}</TextLink>
    </Note>
  );
}
