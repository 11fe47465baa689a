import { Button, Group, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { Webhook } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useWebhookForm } from './use-webhook-form.ts';
import { WebhookFields } from './webhook-fields.tsx';
import classes from './webhooks.module.css';

/** Another URL, other events, another description. */
export function EditWebhook({
  webhook,
  onClose,
}: {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}) {
  const t = useStrings();
  const { notify } = useNotices();
  // As it was when the form was opened: the list is asked for again meanwhile.
  const [before] = useState(webhook);
  const form = useWebhookForm(before);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const save = useChange('updateWebhook', { refreshes: ['webhooks'] });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const entered = form.read();
    if (!entered) return;
    const { url, types, description } = entered;
    // What was not touched here may have been changed elsewhere.
    const body = {
      ...(url === before.url ? {} : { url }),
      ...(description === (before.description ?? '') ? {} : { description }),
      ...(sameTypes(types, before.types) ? {} : { types: types ? [...types] : null }),
    };
    save.mutate(
      { params: { id: before.id }, body },
      {
        onSuccess: () => {
          notify({ kind: 'done', text: t.webhooks.edited });
          onClose();
        },
        onError: form.refused,
      },
    );
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={t.webhooks.editOf(before.url)}
      className={classes.edit ?? ''}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t.webhooks.editHint}
        </Text>
        <WebhookFields form={form} firstRef={first} />
        <Group gap="sm">
          <SteadyButton type="submit" busy={save.isPending}>
            {t.common.save}
          </SteadyButton>
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** In whatever order they stand. */
function sameTypes(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one && other
    ? one.length === other.length && one.every((type) => other.includes(type))
    : one === other;
}
