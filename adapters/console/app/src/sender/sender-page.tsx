import { Skeleton, Stack } from '@mantine/core';
import type { Channel } from 'postern';
import type { ComponentType } from 'react';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Page } from '../parts/page.tsx';
import { usePermissions } from '../state/console.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { AddSender } from './add-sender.tsx';
import { EmailSetUp } from './email-set-up.tsx';
import { AddLink, SenderList } from './sender-list.tsx';
import { SmsSetUp } from './sms-set-up.tsx';
import { useWhich, Which } from './which.ts';

const setUps: Readonly<Record<Channel, ComponentType>> = { email: Email, sms: Sms };

export default function SenderPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { get } = useParameters();
  const { manage } = usePermissions();
  const { data } = useCall('senders', { params: { channel } }, { every: usePollEvery() });
  const SetUp = setUps[channel];
  const isAdding = get('add') !== undefined;
  const items = data?.items ?? [];
  const named = items.find(({ key }) => key === get('sender'));
  // The one by default is asked for as such, also by its key: so both are one answer.
  const key = named?.byDefault ? undefined : get('sender');
  return (
    <Page title={t.sender.title[channel]} narrow>
      <Stack gap="lg">
        <SenderList
          channel={channel}
          senders={items}
          shown={isAdding ? undefined : key}
          isAdding={isAdding}
        />
        {isAdding ? (
          <AddSender channel={channel} taken={items.map((one) => one.key)} />
        ) : (
          <>
            <Which value={key} key={key ?? ''}>
              <SetUp />
            </Which>
            {manage && items.length > 0 ? <AddLink channel={channel} /> : null}
          </>
        )}
      </Stack>
    </Page>
  );
}

function Email() {
  const which = useWhich();
  const { data, error, refetch } = useCall('emailSender', which, { every: usePollEvery() });
  if (data === undefined) {
    return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton h={280} />;
  }
  return <EmailSetUp sender={data ?? undefined} />;
}

function Sms() {
  const which = useWhich();
  const { data, error, refetch } = useCall('smsSender', which, { every: usePollEvery() });
  if (data === undefined) {
    return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton h={280} />;
  }
  return <SmsSetUp sender={data ?? undefined} />;
}
