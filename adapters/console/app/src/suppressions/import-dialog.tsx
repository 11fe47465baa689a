import { useDisclosure } from '@mantine/hooks';
import type { Channel } from 'postern';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useStrings } from '../strings/strings.tsx';
import { ImportForm } from './import-form.tsx';

/** Takes a list over from a file. */
export function ImportDialog({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  return (
    <ActionDialog
      icon="plus"
      label={t.suppressions.importing.open}
      title={t.suppressions.importing.title}
      opened={opened}
      onOpen={dialog.open}
      onClose={dialog.close}
    >
      <ImportForm channel={channel} onDone={dialog.close} />
    </ActionDialog>
  );
}
