import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type SubmitEvent, useState } from 'react';
import type { MessageDetail } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { SteadyButton } from '../parts/steady-button.tsx';
import { TimeField, useTimeCheck } from '../parts/time-field.tsx';
import { overviewCalls } from '../state/channels.ts';
import { useNotices } from '../state/notices.tsx';
import { useDates } from '../strings/dates.ts';
import { fromLocal, localNow, toLocal } from '../strings/local-time.ts';
import { useStrings } from '../strings/strings.tsx';

const known = (field: string) => field === 'at';

/** Another time for a message that waits. */
export function Reschedule({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const dates = useDates();
  const { notify } = useNotices();
  const [opened, dialog] = useDisclosure();
  const [at, setAt] = useState('');
  const fields = useFieldErrors(known);
  const timeWrong = useTimeCheck();
  const reschedule = useChange('reschedule', {
    refreshes: ['message', 'search', ...overviewCalls],
  });
  const { channel, id, scheduledAt } = message;

  const open = () => {
    setAt(scheduledAt === undefined ? localNow() : toLocal(new Date(scheduledAt)));
    fields.reset();
    dialog.open();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const time = fromLocal(at);
    if (fields.set({ at: timeWrong(at) }) || !time) return;
    reschedule.mutate(
      { params: { channel, id }, body: { at: time.toISOString() } },
      {
        onSuccess: () => {
          notify({ kind: 'done', text: t.message.rescheduled(dates.full(time.toISOString())) });
          dialog.close();
        },
        onError: fields.show,
      },
    );
  };

  return (
    <ActionDialog
      icon="clock"
      label={t.message.reschedule}
      title={t.message.rescheduleTitle}
      opened={opened}
      onOpen={open}
      onClose={dialog.close}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TimeField
            value={at}
            error={fields.errors.at}
            isFirst
            onChange={(value) => {
              setAt(value);
              fields.clear('at');
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              {t.common.cancel}
            </Button>
            <SteadyButton type="submit" busy={reschedule.isPending}>
              {t.message.reschedule}
            </SteadyButton>
          </Group>
        </Stack>
      </form>
    </ActionDialog>
  );
}
