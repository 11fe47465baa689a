import { Group } from '@mantine/core';
import type { Channel } from 'postern';
import { useState } from 'react';
import { Page } from '../parts/page.tsx';
import { usePermissions } from '../state/console.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { AddForm } from './add-form.tsx';
import { AddressHistory } from './address-history.tsx';
import { ExportLink } from './export-link.tsx';
import { FindForm } from './find-form.tsx';
import { FoundSuppression } from './found-suppression.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ReasonFilter } from './reason-filter.tsx';
import { isReason } from './reasons.ts';
import { SuppressionList } from './suppression-list.tsx';

export default function SuppressionsPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { manage } = usePermissions();
  return (
    <Page title={t.suppressions.title[channel]} hint={t.suppressions.hint[channel]}>
      {manage ? <AddForm channel={channel} /> : null}
      <Listed key={channel} channel={channel} />
    </Page>
  );
}

/** The whole list, or what it says of the address that is looked for. */
function Listed({ channel }: { readonly channel: Channel }) {
  const [sought, setSought] = useState<string>();
  const { manage } = usePermissions();
  const { get, set } = useParameters();
  const named = get('reason');
  const reason = isReason(named) ? named : undefined;
  return (
    <>
      <FindForm channel={channel} isFound={sought !== undefined} onFind={setSought} />
      {sought === undefined ? (
        <>
          <Group align="flex-end" gap="sm">
            <ReasonFilter reason={reason} onChange={(value) => set({ reason: value })} />
            <ExportLink channel={channel} reason={reason} />
            {manage ? <ImportDialog channel={channel} /> : null}
          </Group>
          <SuppressionList channel={channel} reason={reason} />
        </>
      ) : (
        <>
          <FoundSuppression channel={channel} address={sought} />
          {manage ? <AddressHistory channel={channel} address={sought} /> : null}
        </>
      )}
    </>
  );
}
