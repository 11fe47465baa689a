import { useDisclosure } from '@mantine/hooks';
import type { Channel } from 'postern';
import { Confirm } from '../parts/confirm.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useCancelBatch } from './use-cancel-batch.ts';

interface Props {
  readonly channel: Channel;
  readonly id: string;
  /** How many messages wait. */
  readonly waiting: number;
}

/** Takes back what waits, once asked for twice. */
export function StopBatch({ channel, id, waiting }: Props) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  const cancel = useCancelBatch(channel);
  return (
    <>
      <SteadyButton variant="default" waits={waiting === 0} busy={cancel.isPending} onClick={dialog.open}>
        {t.batches.stop}
      </SteadyButton>
      <Confirm
        opened={opened}
        title={t.batches.stopTitle}
        body={t.batches.stopBody(waiting)}
        confirm={t.batches.stop}
        keep={t.batches.stopKeep}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate(id, { onSettled: dialog.close })}
        onClose={dialog.close}
      />
    </>
  );
}
