import { CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import type { MessageStatus, Origin } from 'postern';
import { useRef } from 'react';
import { messageStatuses } from '../api/statuses.ts';
import { Icon } from '../parts/icons.tsx';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './history.module.css';

interface Props {
  readonly origin: Origin | undefined;
  readonly status: MessageStatus | undefined;
  readonly typed: string;
  readonly onOrigin: (origin: Origin | undefined) => void;
  readonly onStatus: (status: MessageStatus | undefined) => void;
  readonly onTyped: (term: string) => void;
}

/** What the list is narrowed down by. */
export function Filters({ origin, status, typed, onOrigin, onStatus, onTyped }: Props) {
  const t = useStrings();
  const { limits } = useConsole().session;
  const search = useRef<HTMLInputElement>(null);
  return (
    <Group align="flex-end" gap="md">
      <OriginTabs value={origin} onChange={onOrigin} />
      <TextInput
        ref={search}
        type="search"
        label={t.history.search}
        placeholder={t.history.searchPlaceholder}
        value={typed}
        maxLength={limits.searchTerm}
        className={classes.search ?? ''}
        leftSection={<Icon name="search" size={16} />}
        rightSection={
          typed === '' ? null : (
            <CloseButton
              size="sm"
              aria-label={t.history.clearSearch}
              onClick={() => {
                onTyped('');
                search.current?.focus();
              }}
            />
          )
        }
        onChange={({ currentTarget }) => onTyped(currentTarget.value)}
      />
      <NativeSelect
        label={t.history.status}
        value={status ?? ''}
        data={[
          { value: '', label: t.history.statusAll },
          ...messageStatuses.map((value) => ({ value, label: t.status[value] })),
        ]}
        onChange={({ currentTarget }) => onStatus(messageStatuses.find((one) => one === currentTarget.value))}
      />
    </Group>
  );
}

const tabs = ['all', 'web', 'sys'] as const;

/** All, by hand, automatic. The list below is the same one in each, so these are buttons and not tabs. */
function OriginTabs({
  value,
  onChange,
}: {
  readonly value: Origin | undefined;
  readonly onChange: (origin: Origin | undefined) => void;
}) {
  const t = useStrings();
  return (
    <fieldset className={classes.tabs}>
      <legend className="postern-hidden">{t.message.origin}</legend>
      {tabs.map((tab) => {
        const origin = tab === 'all' ? undefined : tab;
        return (
          <button
            key={tab}
            type="button"
            className={classes.tab}
            title={t.history.tabHints[tab]}
            aria-pressed={origin === value}
            onClick={() => onChange(origin)}
          >
            {t.history.tabs[tab]}
          </button>
        );
      })}
    </fieldset>
  );
}
