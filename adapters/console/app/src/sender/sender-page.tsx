import { Skeleton } from '@mantine/core';
import type { Channel } from 'postern';
import type { ComponentType } from 'react';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Page } from '../parts/page.tsx';
import { useStrings } from '../strings/strings.tsx';
import { EmailSetUp } from './email-set-up.tsx';
import { SmsSetUp } from './sms-set-up.tsx';

const setUps: Readonly<Record<Channel, ComponentType>> = { email: Email, sms: Sms };

export default function SenderPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const SetUp = setUps[channel];
  return (
    <Page title={t.sender.title[channel]} narrow>
      <SetUp />
    </Page>
  );
}

function Email() {
  const { data, error, refetch } = useCall('emailSender', {}, { every: usePollEvery() });
  if (data === undefined) {
    return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton h={280} />;
  }
  return <EmailSetUp sender={data ?? undefined} />;
}

function Sms() {
  const { data, error, refetch } = useCall('smsSender', {}, { every: usePollEvery() });
  if (data === undefined) {
    return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton h={280} />;
  }
  return <SmsSetUp sender={data ?? undefined} />;
}
