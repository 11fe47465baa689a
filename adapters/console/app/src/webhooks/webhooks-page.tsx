import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '../api/query.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Note } from '../parts/note.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { AddWebhook } from './add-webhook.tsx';
import { type NewSecret, SecretNote } from './secret-note.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** How webhooks fare is asked for again so often. */
const everyMs = 10_000;

export default function WebhooksPage() {
  const t = useStrings();
  const { manage } = usePermissions();
  return (
    <Page title={t.webhooks.title} hint={t.webhooks.hint}>
      {manage ? <Managed /> : <Note kind="info">{t.app.notAllowed}</Note>}
    </Page>
  );
}

function Managed() {
  const t = useStrings();
  const { data, error, refetch } = useCall('webhooks', {}, { every: everyMs });
  // Shown until it is put away, wherever it came from: there is no second time.
  const [secret, setSecret] = useState<NewSecret>();
  return (
    <>
      <AddWebhook onCreated={setSecret} />
      {secret ? <SecretNote key={secret.secret} of={secret} onDone={() => setSecret(undefined)} /> : null}
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!error && !data ? <Skeleton h={160} /> : null}
      {data?.items.length === 0 ? (
        <Panel>
          <Empty icon="webhooks" title={t.webhooks.empty} hint={t.webhooks.emptyHint} />
        </Panel>
      ) : null}
      <Stack component="ul" gap="lg" p={0} m={0} style={{ listStyle: 'none' }}>
        {data?.items.map((webhook) => (
          <li key={webhook.id}>
            <WebhookPanel webhook={webhook} onSecret={setSecret} />
          </li>
        ))}
      </Stack>
    </>
  );
}
