import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useStrings } from '../strings/strings.tsx';
import { useInnerDialog } from './inner-dialog.tsx';
import { SteadyButton } from './steady-button.tsx';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly body: ReactNode;
  readonly confirm: string;
  readonly keep?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that is not easily undone. The focus starts on the way out. */
export function Confirm({
  opened,
  title,
  body,
  confirm,
  keep,
  danger = true,
  busy = false,
  onConfirm,
  onClose,
}: Props) {
  const t = useStrings();
  useInnerDialog(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        {typeof body === 'string' ? <Text>{body}</Text> : body}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {keep ?? t.common.cancel}
          </Button>
          <SteadyButton color={danger ? 'danger' : 'ink'} busy={busy} onClick={onConfirm}>
            {confirm}
          </SteadyButton>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Remembers what is being asked about, also while the question fades out. */
export function useQuestion<Subject>() {
  const [subject, setSubject] = useState<Subject>();
  const [opened, setOpened] = useState(false);
  return {
    subject,
    opened,
    ask(about: Subject) {
      setSubject(about);
      setOpened(true);
    },
    close: () => setOpened(false),
  };
}
