import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStrings } from '../strings/strings.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useInnerDialog } from './inner-dialog.tsx';

interface Props {
  readonly icon: IconName;
  readonly label: string;
  readonly title: string;
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A button, and the dialog in which it asks for the rest. */
export function ActionDialog({ icon, label, title, opened, onOpen, onClose, children }: Props) {
  const t = useStrings();
  useInnerDialog(opened);
  return (
    <>
      <Button variant="default" leftSection={<Icon name={icon} size={16} />} onClick={onOpen}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={onClose}
        title={title}
        centered
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        {children}
      </Modal>
    </>
  );
}
