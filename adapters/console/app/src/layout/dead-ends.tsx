import type { Channel } from 'postern';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { link } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';

export function NotFound() {
  const t = useStrings();
  return (
    <Page title={t.app.notFound}>
      <Empty icon="search" title={t.app.notFound} hint={t.app.notFoundHint}>
        <ButtonLink to={link('/')}>{t.app.home}</ButtonLink>
      </Empty>
    </Page>
  );
}

/** A channel that the service has no transport for. */
export function ChannelOff({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  return (
    <Page title={t.channel[channel]}>
      <Empty icon="info" title={t.app.channelOff[channel]} hint={t.app.channelOffHint} />
    </Page>
  );
}
