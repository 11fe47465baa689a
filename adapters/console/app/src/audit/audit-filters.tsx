import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useStrings } from '../strings/strings.tsx';
import { type Action, actions } from './words.ts';

interface Props {
  readonly action: Action | undefined;
  readonly actor: string | undefined;
  readonly onChange: (filters: {
    readonly action?: string | undefined;
    readonly actor?: string | undefined;
  }) => void;
}

/** What the list is narrowed down by. */
export function AuditFilters({ action, actor = '', onChange }: Props) {
  const t = useStrings();
  const [typed, setTyped] = useState(actor);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onChange({ actor: typed.trim() });
  };
  return (
    <search>
      <form onSubmit={submit} noValidate>
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label={t.audit.action}
            value={action ?? ''}
            data={[
              { value: '', label: t.audit.allActions },
              ...actions.map((value) => ({ value, label: t.audit.actions[value] })),
            ]}
            style={{ flex: '1 1 14rem' }}
            maw="22rem"
            onChange={({ currentTarget }) => onChange({ action: currentTarget.value })}
          />
          <TextInput
            label={t.audit.actor}
            description={t.audit.actorHint}
            value={typed}
            maxLength={200}
            autoComplete="off"
            style={{ flex: '1 1 14rem' }}
            maw="22rem"
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t.audit.filter}
          </Button>
        </Group>
      </form>
    </search>
  );
}
