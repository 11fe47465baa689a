import { Skeleton, Stack } from '@mantine/core';
import type { Channel } from 'postern';
import type { ComponentType } from 'react';
import type { Call } from '../../../src/contract.ts';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Icon } from '../parts/icons.tsx';
import { Page } from '../parts/page.tsx';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import { AlertNotes } from './alert-notes.tsx';
import { Chart } from './chart.tsx';
import { EmailSenderCard } from './email-sender-card.tsx';
import { OverdueNote } from './overdue-note.tsx';
import { PausedNote } from './paused-note.tsx';
import { Rates } from './rates.tsx';
import { SmsSenderCard } from './sms-sender-card.tsx';
import { Tiles } from './tiles.tsx';

const overviews: Readonly<Record<Channel, ComponentType>> = { email: EmailOverview, sms: SmsOverview };

export default function OverviewPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { send } = usePermissions();
  const Overview = overviews[channel];
  return (
    <Page
      title={t.overview.title[channel]}
      actions={
        send ? (
          <ButtonLink to={links.compose(channel)} leftSection={<Icon name="compose" />}>
            {t.nav.compose}
          </ButtonLink>
        ) : null
      }
    >
      <Overview />
      <Chart key={channel} channel={channel} />
      <Rates channel={channel} />
    </Page>
  );
}

function EmailOverview() {
  const { data, error, refetch } = useCall('emailOverview', {}, { every: usePollEvery() });
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Placeholder />;
  return (
    <>
      <Standstill channel="email" overview={data} />
      <EmailSenderCard sender={data.sender} />
      <Tiles channel="email" {...data} />
    </>
  );
}

function SmsOverview() {
  const { data, error, refetch } = useCall('smsOverview', {}, { every: usePollEvery() });
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Placeholder />;
  return (
    <>
      <Standstill channel="sms" overview={data} />
      <SmsSenderCard sender={data.sender} />
      <Tiles channel="sms" {...data} />
    </>
  );
}

interface StandstillProps {
  readonly channel: Channel;
  readonly overview: Pick<Call<'smsOverview'>['response'], 'paused' | 'overdueSince' | 'alerts'>;
}

/** Said by notes of their own as long as it is so. */
const saidBeside: ReadonlySet<string> = new Set(['channel_paused', 'overdue']);

/** What keeps messages from leaving, and what else somebody should look at. A pause is why they are late. */
function Standstill({ channel, overview: { paused, overdueSince, alerts } }: StandstillProps) {
  const others = alerts.filter(({ kind }) => !saidBeside.has(kind));
  if (paused)
    return (
      <>
        <PausedNote channel={channel} paused={paused} />
        <AlertNotes alerts={others} />
      </>
    );
  if (overdueSince === undefined) return <AlertNotes alerts={alerts} />;
  return (
    <>
      <OverdueNote since={overdueSince} />
      <AlertNotes alerts={others} />
    </>
  );
}

function Placeholder() {
  return (
    <Stack aria-hidden="true">
      <Skeleton h={150} />
      <Skeleton h={110} />
    </Stack>
  );
}
