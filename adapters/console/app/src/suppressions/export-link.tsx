import { Button } from '@mantine/core';
import type { Channel } from 'postern';
import { Icon } from '../parts/icons.tsx';
import { useApi } from '../state/console.tsx';
import { delimiterOf } from '../strings/delimiter.ts';
import { useLanguage, useStrings } from '../strings/strings.tsx';
import type { Reason } from './reasons.ts';

/** All that the list shows, as a file that an import takes. */
export function ExportLink({
  channel,
  reason,
}: {
  readonly channel: Channel;
  readonly reason: Reason | undefined;
}) {
  const t = useStrings();
  const api = useApi();
  const { locale } = useLanguage();
  const query = { ...(reason === undefined ? {} : { reason }), delimiter: delimiterOf(locale) };
  return (
    <Button
      component="a"
      href={api.url('exportSuppressions', { params: { channel }, query })}
      download
      variant="default"
      leftSection={<Icon name="download" size={16} />}
    >
      {t.suppressions.export}
    </Button>
  );
}
