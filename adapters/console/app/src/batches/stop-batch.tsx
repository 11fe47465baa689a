import { Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Channel } from 'postern';
import { useState } from 'react';
import { Confirm } from '../parts/confirm.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useCancelBatch } from './use-cancel-batch.ts';

interface Waiting {
  readonly count: number;
  /** More than are counted may wait. */
  readonly more: boolean;
}

interface Props extends Waiting {
  readonly channel: Channel;
  readonly id: string;
}

/** Takes back what waits, once asked for twice; says how far it is, which takes minutes where there are hundreds of thousands. */
export function StopBatch({ channel, id, count, more }: Props) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  const { mutate, isPending, canceled } = useCancelBatch(channel);
  // As it was asked about: what waits becomes less meanwhile.
  const [asked, setAsked] = useState<Waiting>({ count, more });
  const start = () => {
    setAsked({ count, more });
    mutate(id, { onSettled: dialog.close });
  };
  const question = more ? t.batches.stopMore(count) : t.batches.stopBody(count);
  return (
    <>
      <SteadyButton variant="default" waits={count === 0 && !isPending} onClick={dialog.open}>
        {t.batches.stop}
      </SteadyButton>
      <Confirm
        opened={opened}
        title={isPending ? t.batches.stoppingTitle : t.batches.stopTitle}
        body={isPending ? <Stopping asked={asked} canceled={canceled} /> : question}
        confirm={t.batches.stop}
        keep={isPending ? t.common.close : t.batches.stopKeep}
        busy={isPending}
        onConfirm={start}
        onClose={dialog.close}
      />
    </>
  );
}

function Stopping({ asked, canceled }: { readonly asked: Waiting; readonly canceled: number }) {
  const t = useStrings();
  return (
    <Stack gap="xs">
      {asked.more ? null : <ProgressBar label={t.batches.stoppingTitle} value={canceled} max={asked.count} />}
      <Text role="status">{t.batches.stopping(canceled)}</Text>
      <Text size="sm">{t.batches.stoppingStays}</Text>
    </Stack>
  );
}
