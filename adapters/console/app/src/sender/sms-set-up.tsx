import { Group, List, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { SmsSenderState } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { usePermissions } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { DeleteSmsSender } from './delete-sender.tsx';
import { OnlyLooking } from './only-looking.tsx';
import { useWhich } from './which.ts';

const known = (field: string) => field === 'value';

/** Who SMS come from: one field and its rules. The field is where one goes on when the sender is deleted. */
export function SmsSetUp({ sender }: { readonly sender: SmsSenderState | undefined }) {
  const t = useStrings();
  const { manage } = usePermissions();
  return (
    <Stack gap="lg">
      <Panel title={t.sender.card}>
        <Group justify="space-between" gap="sm">
          <div>
            <Text size="sm" c="dimmed">
              {t.sender.sms.current}
            </Text>
            <Text fw={650} size="lg" style={{ overflowWrap: 'anywhere' }}>
              {sender?.value ?? t.sender.noneSms}
            </Text>
            {sender ? (
              <Text c="dimmed">{sender.isDefault ? t.sender.sms.isDefault : t.sender.sms.own}</Text>
            ) : null}
          </div>
          {manage && sender && !sender.isDefault ? <DeleteSmsSender value={sender.value} /> : null}
        </Group>
      </Panel>
      {manage ? <SenderForm sender={sender} /> : <OnlyLooking />}
    </Stack>
  );
}

function SenderForm({ sender }: { readonly sender: SmsSenderState | undefined }) {
  const which = useWhich();
  const t = useStrings();
  const { notify } = useNotices();
  const [typed, setTyped] = useState<string>();
  const value = typed ?? (sender && !sender.isDefault ? sender.value : '');
  const fields = useFieldErrors(known);
  const set = useChange('setSmsSender', {
    refreshes: ['smsOverview', 'senders'],
    apply: (client, answer) => client.setQueryData(keyOf('smsSender', which), answer),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fields.set({ value: value.trim() === '' ? t.sender.sms.missing : undefined })) return;
    set.mutate(
      { ...which, body: { value: value.trim() } },
      {
        onSuccess: (saved) => {
          notify({ kind: 'done', text: t.sender.sms.saved(saved.value) });
          setTyped(undefined);
        },
        onError: fields.show,
      },
    );
  };
  const isName = /[A-Za-z]/.test(value);
  return (
    <Panel title={t.sender.sms.title}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t.sender.sms.value}
            description={isName ? t.sender.sms.used(value.trim().length) : undefined}
            value={value}
            error={fields.errors.value}
            required
            data-home
            maw="20rem"
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              fields.clear('value');
            }}
          />
          <Group>
            <SteadyButton type="submit" busy={set.isPending}>
              {t.sender.sms.set}
            </SteadyButton>
          </Group>
          <div>
            <Text fw={600}>{t.sender.sms.rulesTitle}</Text>
            <List size="sm" spacing={4} mt={4}>
              {t.sender.sms.rules.map((rule) => (
                <List.Item key={rule}>{rule}</List.Item>
              ))}
            </List>
            <Text size="sm" c="dimmed" mt="sm">
              {t.sender.sms.answers}
            </Text>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}
