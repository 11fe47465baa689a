import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import { type SubmitEvent, useState } from 'react';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Panel } from '../parts/panel.tsx';
import { links, useGo } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  /** The keys of those that there are. */
  readonly taken: readonly string[];
}

/** Another sender begins with the key that messages and templates name it by: it never changes. Its set-up follows, as the first one's. */
export function AddSender({ channel, taken }: Props) {
  const t = useStrings();
  const go = useGo();
  const [typed, setTyped] = useState('');
  const fields = useFieldErrors((field) => field === 'key');
  const key = typed.trim().toLowerCase();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = /^[a-z0-9-]{1,40}$/.test(key) ? undefined : t.senders.keyWrong;
    if (fields.set({ key: taken.includes(key) ? t.senders.keyTaken(key) : wrong })) return;
    go(links.sender(channel, { sender: key }));
  };
  return (
    <Panel title={t.senders.addTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t.senders.key}
            description={t.senders.keyHint}
            value={typed}
            error={fields.errors.key}
            required
            data-home
            maw="20rem"
            maxLength={40}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              fields.clear('key');
            }}
          />
          <Group>
            <Button type="submit">{t.senders.goOn}</Button>
            <Button variant="default" onClick={() => go(links.sender(channel))}>
              {t.common.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
