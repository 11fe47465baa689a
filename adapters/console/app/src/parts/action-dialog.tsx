import { Button, type ButtonProps, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStrings } from '../strings/strings.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useInnerDialog } from './inner-dialog.tsx';

interface Props {
  readonly icon: IconName;
  readonly label: string;
  readonly title: string;
  /** The button's. Default: that of all. */
  readonly size?: ButtonProps['size'];
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A button, and the dialog in which it asks for the rest. */
export function ActionDialog({ icon, label, title, size = 'sm', opened, onOpen, onClose, children }: Props) {
  const t = useStrings();
  useInnerDialog(opened);
  return (
    <>
      <Button
        variant="default"
        size={size}
        leftSection={<Icon name={icon} size={size === 'sm' ? 16 : 14} />}
        onClick={onOpen}
      >
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
