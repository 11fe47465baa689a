import { Group, Stack } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { useChange } from '../api/mutation.ts';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import type { NewSecret } from './secret-note.tsx';
import { useWebhookForm } from './use-webhook-form.ts';
import { WebhookFields } from './webhook-fields.tsx';

export function AddWebhook({ onCreated }: { readonly onCreated: (secret: NewSecret) => void }) {
  const t = useStrings();
  const { notify } = useNotices();
  const form = useWebhookForm({});
  const add = useChange('createWebhook', { refreshes: ['webhooks'] });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const entered = form.read();
    if (!entered) return;
    const { url, types, description } = entered;
    const body = {
      url,
      ...(types ? { types: [...types] } : {}),
      ...(description === '' ? {} : { description }),
    };
    add.mutate(
      { body },
      {
        onSuccess: ({ webhook, secret }) => {
          notify({ kind: 'done', text: t.webhooks.added });
          form.reset();
          onCreated({ url: webhook.url, secret });
        },
        onError: form.refused,
      },
    );
  };
  return (
    <Panel title={t.webhooks.add}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" align="stretch">
          <WebhookFields form={form} />
          <Group>
            <SteadyButton type="submit" busy={add.isPending}>
              {t.webhooks.addButton}
            </SteadyButton>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
