import { Box } from '@mantine/core';
import { SafeModeNote } from '../layout/safe-mode-note.tsx';
import { Page } from '../parts/page.tsx';
import { useStrings } from '../strings/strings.tsx';
import { ConsumerMessages } from './consumer-messages.tsx';

/** The list alone, for a frame beside the host's own record of the person. */
export default function EmbeddedPage({ id }: { readonly id: string }) {
  const t = useStrings();
  return (
    <Box component="main" p="md">
      <SafeModeNote />
      <Page title={t.consumer.embeddedTitle}>
        <ConsumerMessages id={id} />
      </Page>
    </Box>
  );
}
