import { Checkbox, Group, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { MessageEventType } from 'postern';
import { type SubmitEvent, useState } from 'react';
import { useChange } from '../api/mutation.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import type { NewSecret } from './secret-note.tsx';

const known = (field: string) => ['url', 'types', 'description'].includes(field);

interface Draft {
  readonly url: string;
  readonly description: string;
  readonly which: 'all' | 'some';
  readonly types: readonly string[];
}
const nothing: Draft = { url: '', description: '', which: 'all', types: [] };

export function AddWebhook({ onCreated }: { readonly onCreated: (secret: NewSecret) => void }) {
  const t = useStrings();
  const { notify } = useNotices();
  const [draft, setDraft] = useState(nothing);
  const fields = useFieldErrors(known);
  const add = useChange('createWebhook', { refreshes: ['webhooks'] });
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const types = Object.keys(t.event) as MessageEventType[];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const url = draft.url.trim();
    const noTypes = draft.which === 'some' && draft.types.length === 0;
    const missing = {
      url: url === '' ? t.webhooks.urlMissing : undefined,
      types: noTypes ? t.webhooks.typesMissing : undefined,
    };
    if (fields.set(missing)) return;
    const chosen = types.filter((type) => draft.types.includes(type));
    const description = draft.description.trim();
    const body = {
      url,
      ...(draft.which === 'some' ? { types: chosen } : {}),
      ...(description === '' ? {} : { description }),
    };
    add.mutate(
      { body },
      {
        onSuccess: ({ webhook, secret }) => {
          notify({ kind: 'done', text: t.webhooks.added });
          setDraft(nothing);
          onCreated({ url: webhook.url, secret });
        },
        onError: (error) => {
          if (error.details.field === 'url') fields.set({ url: t.webhooks.urlRefused });
          else fields.show(error);
        },
      },
    );
  };
  return (
    <Panel title={t.webhooks.add}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" align="stretch">
          <TextInput
            label={t.webhooks.url}
            description={t.webhooks.urlHint}
            value={draft.url}
            error={fields.errors.url}
            required
            type="url"
            autoComplete="off"
            onChange={({ currentTarget }) => {
              set({ url: currentTarget.value });
              fields.clear('url');
            }}
          />
          <TextInput
            label={t.webhooks.description}
            value={draft.description}
            error={fields.errors.description}
            maxLength={200}
            maw="26rem"
            onChange={({ currentTarget }) => set({ description: currentTarget.value })}
          />
          <Radio.Group
            label={t.webhooks.which}
            value={draft.which}
            onChange={(which) => set({ which: which === 'some' ? 'some' : 'all' })}
          >
            <Group mt={6} gap="lg">
              <Radio value="all" label={t.webhooks.all} />
              <Radio value="some" label={t.webhooks.some} />
            </Group>
          </Radio.Group>
          {draft.which === 'some' ? (
            <Checkbox.Group
              label={t.webhooks.types}
              value={[...draft.types]}
              error={fields.errors.types}
              onChange={(chosen) => {
                set({ types: chosen });
                fields.clear('types');
              }}
            >
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt={6} mb={6}>
                {types.map((type) => (
                  <Checkbox key={type} value={type} label={`${t.event[type]} (${type})`} />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
          ) : null}
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
