import { Checkbox, Group, Radio, SimpleGrid, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { useStrings } from '../strings/strings.tsx';
import type { WebhookForm } from './use-webhook-form.ts';

interface Props {
  readonly form: WebhookForm;
  readonly firstRef?: Ref<HTMLInputElement>;
}

/** Where it goes, what for, and which events. */
export function WebhookFields({ form: { draft, errors, types, change }, firstRef }: Props) {
  const t = useStrings();
  return (
    <>
      <TextInput
        {...(firstRef ? { ref: firstRef } : {})}
        label={t.webhooks.url}
        description={t.webhooks.urlHint}
        value={draft.url}
        error={errors.url}
        required
        type="url"
        autoComplete="off"
        onChange={({ currentTarget }) => change({ url: currentTarget.value })}
      />
      <TextInput
        label={t.webhooks.description}
        value={draft.description}
        error={errors.description}
        maxLength={200}
        maw="26rem"
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
      <Radio.Group
        label={t.webhooks.which}
        value={draft.which}
        onChange={(which) => change({ which: which === 'some' ? 'some' : 'all' })}
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
          error={errors.types}
          onChange={(chosen) => change({ types: chosen })}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt={6} mb={6}>
            {types.map((type) => (
              <Checkbox key={type} value={type} label={`${t.event[type]} (${type})`} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
      ) : null}
    </>
  );
}
