import { Button, CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import type { MessageStatus, Origin } from 'postern';
import { type ReactNode, useRef } from 'react';
import { messageStatuses } from '../api/statuses.ts';
import { groups, taken } from '../overview/groups.ts';
import { Choice } from '../parts/choice.tsx';
import { Icon } from '../parts/icons.tsx';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './history.module.css';

interface Props {
  readonly origin: Origin | undefined;
  readonly status: readonly MessageStatus[] | undefined;
  readonly typed: string;
  readonly onOrigin: (origin: Origin | undefined) => void;
  readonly onStatus: (status: readonly MessageStatus[] | undefined) => void;
  readonly onTyped: (term: string) => void;
  /** What else can be done with the list. */
  readonly children?: ReactNode;
  /** The form with what else there is. */
  readonly filters: { readonly isOpen: boolean; readonly formId: string; readonly onToggle: () => void };
}

/** What the list is narrowed down by. */
export function Filters({ origin, status, typed, onOrigin, onStatus, onTyped, filters, children }: Props) {
  const t = useStrings();
  const { limits } = useConsole().session;
  const chosen = status?.join(',') ?? '';
  const several = new Map([
    [taken.join(','), t.overview.groups.sent],
    [groups.waiting.join(','), t.overview.groups.waiting],
    [groups.failed.join(','), t.overview.groups.failed],
  ]);
  // What a link names together and no group does.
  if (status && status.length > 1 && !several.has(chosen)) {
    several.set(chosen, status.map((one) => t.status[one]).join(', '));
  }
  const search = useRef<HTMLInputElement>(null);
  return (
    <Group align="flex-end" gap="md">
      <Choice
        label={t.message.origin}
        value={origin ?? 'all'}
        options={tabs.map((value) => ({
          value,
          label: t.history.tabs[value],
          hint: t.history.tabHints[value],
        }))}
        onChange={(value) => onOrigin(value === 'all' ? undefined : value)}
      />
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
        value={chosen}
        data={[
          { value: '', label: t.history.statusAll },
          ...[...several].map(([value, label]) => ({ value, label })),
          ...messageStatuses.map((value) => ({ value, label: t.status[value] })),
        ]}
        onChange={({ currentTarget }) =>
          onStatus(
            currentTarget.value === '' ? undefined : (currentTarget.value.split(',') as MessageStatus[]),
          )
        }
      />
      <Button
        variant="default"
        aria-expanded={filters.isOpen}
        aria-controls={filters.formId}
        leftSection={<Icon name="settings" size={16} />}
        onClick={filters.onToggle}
      >
        {t.history.filters.title}
      </Button>
      {children}
    </Group>
  );
}

const tabs = ['all', 'web', 'sys'] as const;
