import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Channel } from 'postern';
import { type SubmitEvent, useRef, useState } from 'react';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { useNotices } from '../../state/notices.tsx';
import { useStrings } from '../../strings/strings.tsx';
import { type SavedView, useSavedViews, viewLimits } from './saved-views.ts';
import classes from './views.module.css';

interface Props {
  readonly channel: Channel;
  /** What the list shows now. */
  readonly current: string;
  readonly onShow: (query: string) => void;
}

/** Views of the history by name: to be shown, saved, renamed, deleted. */
export function ViewsDialog({ channel, current, onShow }: Props) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  const show = (query: string) => {
    dialog.close();
    onShow(query);
  };
  return (
    <ActionDialog
      icon="history"
      label={t.history.views.open}
      title={t.history.views.title}
      opened={opened}
      onOpen={dialog.open}
      onClose={dialog.close}
    >
      <Views channel={channel} current={current} onShow={show} />
    </ActionDialog>
  );
}

function Views({ channel, current, onShow }: Props) {
  const t = useStrings();
  const words = t.history.views;
  const { notify } = useNotices();
  const { views, save, rename, remove } = useSavedViews(channel);
  const [renamed, setRenamed] = useState<string>();
  const list = useRef<HTMLElement>(null);
  const names = views.map(({ name }) => name);
  // What had the focus is gone.
  const focusList = () => list.current?.focus();
  const drop = (view: SavedView) => {
    remove(view.name);
    focusList();
    notify({
      kind: 'done',
      text: words.deleted(view.name),
      action: { label: words.undo, undo: () => save(view) },
    });
  };
  return (
    <Stack>
      <section ref={list} tabIndex={-1} aria-label={words.title}>
        {views.length === 0 ? <Text size="sm">{words.none}</Text> : null}
        <Stack gap="xs">
          {views.map((view) =>
            renamed === view.name ? (
              <NameForm
                key={view.name}
                label={words.newName(view.name)}
                taken={names.filter((name) => name !== view.name)}
                initial={view.name}
                submit={words.rename}
                onName={(name) => {
                  rename(view, name);
                  setRenamed(undefined);
                  focusList();
                }}
              />
            ) : (
              <Group key={view.name} gap="xs" justify="space-between">
                <Button
                  variant="subtle"
                  size="compact-md"
                  className={classes.name ?? ''}
                  aria-current={view.query === current || undefined}
                  onClick={() => onShow(view.query)}
                >
                  {view.name}
                </Button>
                <Group gap="xs" wrap="nowrap">
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={words.renameOne(view.name)}
                    onClick={() => setRenamed(view.name)}
                  >
                    {words.rename}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={words.deleteOne(view.name)}
                    onClick={() => drop(view)}
                  >
                    {t.common.delete}
                  </Button>
                </Group>
              </Group>
            ),
          )}
        </Stack>
      </section>
      {views.length >= viewLimits.views ? (
        <Text size="sm">{words.full(viewLimits.views)}</Text>
      ) : current === '' ? (
        <Text size="sm">{words.everything}</Text>
      ) : (
        <NameForm
          key={current}
          label={words.name}
          taken={names}
          initial=""
          submit={words.save}
          onName={(name) => {
            save({ name, query: current });
            focusList();
          }}
        />
      )}
    </Stack>
  );
}

interface NameProps {
  readonly label: string;
  /** Names of other views. */
  readonly taken: readonly string[];
  readonly initial: string;
  readonly submit: string;
  readonly onName: (name: string) => void;
}

function NameForm({ label, taken, initial, submit, onName }: NameProps) {
  const words = useStrings().history.views;
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = name.trim();
    if (given === '') return setError(words.noName);
    if (taken.includes(given)) return setError(words.taken);
    setName('');
    onName(given);
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="xs">
        <TextInput
          label={label}
          value={name}
          error={error}
          maxLength={viewLimits.name}
          autoComplete="off"
          autoFocus={initial !== ''}
          data-autofocus
          onChange={({ currentTarget }) => {
            setName(currentTarget.value);
            setError(undefined);
          }}
        />
        <Button type="submit" className={classes.submit ?? ''}>
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
