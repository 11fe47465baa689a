import { Button, Checkbox, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLayoutEffect, useRef, useState } from 'react';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Icon } from '../../parts/icons.tsx';
import { SteadyButton } from '../../parts/steady-button.tsx';
import { useStrings } from '../../strings/strings.tsx';
import {
  type ChosenColumns,
  type ColumnId,
  canMove,
  fixedColumn,
  isUsual,
  moved,
  switched,
  usualChoice,
} from './chosen-columns.ts';
import classes from './columns.module.css';
import { useColumnNames } from './use-column-names.ts';

interface Props {
  readonly columns: ChosenColumns;
  readonly onChoose: (changed: (present: ChosenColumns) => ChosenColumns) => void;
}

/** Which columns the list shows, and in which order. Every change shows at once. */
export function ColumnsDialog(props: Props) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  return (
    <ActionDialog
      icon="columns"
      label={t.history.choosing.open}
      title={t.history.choosing.title}
      opened={opened}
      onOpen={dialog.open}
      onClose={dialog.close}
    >
      <Columns {...props} />
    </ActionDialog>
  );
}

type Step = 1 | -1;

function Columns({ columns, onChoose }: Props) {
  const words = useStrings().history.choosing;
  const names = useColumnNames();
  const [said, say] = useState('');
  const list = useRef<HTMLUListElement>(null);
  // A column that moved takes the focus along; at the end of its way its other button has it.
  const pressed = useRef<{ readonly id: ColumnId; readonly step: Step }>(undefined);
  useLayoutEffect(() => {
    if (!pressed.current) return;
    const { id, step } = pressed.current;
    pressed.current = undefined;
    const present = canMove(columns, id, step) ? step : -step;
    list.current?.querySelector<HTMLElement>(`[data-move="${id}:${present}"]`)?.focus();
  }, [columns]);
  const move = (id: ColumnId, step: Step) => {
    pressed.current = { id, step };
    onChoose((present) => moved(present, id, step));
    say(words.moved(names[id], columns.order.indexOf(id) + 1 + step, columns.order.length));
  };
  return (
    <Stack>
      <Text size="sm">{words.hint}</Text>
      <ul ref={list} className={classes.list} aria-label={words.title}>
        {columns.order.map((id) => (
          <li key={id} className={classes.column}>
            <Checkbox
              label={names[id]}
              description={id === fixedColumn ? words.always : undefined}
              checked={columns.shown.includes(id)}
              disabled={id === fixedColumn}
              onChange={() => onChoose((present) => switched(present, id))}
            />
            {id === fixedColumn ? null : (
              <Group gap={4} wrap="nowrap">
                {([-1, 1] as const).map((step) => (
                  <Button
                    key={step}
                    variant="default"
                    size="compact-sm"
                    aria-label={step < 0 ? words.up(names[id]) : words.down(names[id])}
                    disabled={!canMove(columns, id, step)}
                    data-move={`${id}:${step}`}
                    onClick={() => move(id, step)}
                  >
                    <Icon name={step < 0 ? 'up' : 'down'} size={14} />
                  </Button>
                ))}
              </Group>
            )}
          </li>
        ))}
      </ul>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <Group justify="flex-end">
        <SteadyButton
          variant="default"
          waits={isUsual(columns)}
          onClick={() => {
            onChoose(() => usualChoice);
            say(words.isUsual);
          }}
        >
          {words.reset}
        </SteadyButton>
      </Group>
    </Stack>
  );
}
