import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { Call, EmailSenderState } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { shownAddress } from '../parts/address.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { readTyped } from '../parts/read-address.ts';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useConsole } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useWhich } from './which.ts';

interface Props {
  /** The one to change; without it one is created. */
  readonly sender: EmailSenderState | undefined;
  readonly onSaved: () => void;
  readonly onCancel: (() => void) | undefined;
}

type Saved = Call<'createEmailSender'>['response'];
const known = (field: string) => field === 'name' || field === 'address';
const refreshes = ['emailOverview', 'domain', 'senders'] as const;

/** Step 1: who messages come from. */
export function AddressForm({ sender, onSaved, onCancel }: Props) {
  const which = useWhich();
  const t = useStrings();
  const { session } = useConsole();
  const { notify } = useNotices();
  const [shown] = useState({ name: sender?.name, address: sender && shownAddress(sender) });
  const [name, setName] = useState(shown.name ?? session.site.name);
  const [address, setAddress] = useState(shown.address ?? '');
  const fields = useFieldErrors(known);
  const apply = {
    refreshes,
    apply: (client, answer) => client.setQueryData(keyOf('emailSender', which), answer),
  } satisfies Parameters<typeof useChange<'createEmailSender'>>[1];
  const create = useChange('createEmailSender', apply);
  const update = useChange('updateEmailSender', apply);
  const busy = create.isPending || update.isPending;

  const saved = ({ warnings }: Saved) => {
    const text = [sender ? t.sender.changed : t.sender.created, ...warnings].join(' ');
    notify({ kind: 'done', text });
    onSaved();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = readTyped('email', address);
    // Pasted together, the name serves where none was given.
    const called = name.trim() === '' ? (typed?.name ?? '') : name;
    const missing = {
      name: called === '' ? t.sender.nameMissing : undefined,
      address: address.trim() === '' ? t.sender.addressMissing : undefined,
    };
    if (fields.set(missing)) return;
    const written = { name: called, address: typed?.address ?? address.trim() };
    const handlers = { onSuccess: saved, onError: fields.show };
    if (!sender) return create.mutate({ ...which, body: written }, handlers);
    // What is as it was shown stays as it is by now: somebody else may have changed it.
    const changed = Object.entries(written).filter(([field, value]) => value !== Reflect.get(shown, field));
    update.mutate({ ...which, body: Object.fromEntries(changed) }, handlers);
  };

  return (
    <Panel title={sender ? t.sender.change : t.sender.createTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t.sender.name}
            description={t.sender.nameHint}
            value={name}
            error={fields.errors.name}
            required
            maxLength={session.limits.senderName}
            autoComplete="organization"
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
              fields.clear('name');
            }}
          />
          <TextInput
            label={t.sender.address}
            description={t.sender.addressHint}
            value={address}
            error={fields.errors.address}
            required
            inputMode="email"
            autoComplete="email"
            onChange={({ currentTarget }) => {
              setAddress(currentTarget.value);
              fields.clear('address');
            }}
          />
          {sender ? <Note kind="info">{t.sender.changeHint}</Note> : null}
          <Group>
            <SteadyButton type="submit" busy={busy}>
              {sender ? t.common.save : t.sender.create}
            </SteadyButton>
            {onCancel ? (
              <Button variant="default" onClick={onCancel}>
                {t.common.cancel}
              </Button>
            ) : null}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
