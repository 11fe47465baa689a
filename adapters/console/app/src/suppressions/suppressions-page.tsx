import type { Channel } from 'postern';
import { Page } from '../parts/page.tsx';
import { usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { AddForm } from './add-form.tsx';
import { SuppressionList } from './suppression-list.tsx';

export default function SuppressionsPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { manage } = usePermissions();
  return (
    <Page title={t.suppressions.title[channel]} hint={t.suppressions.hint[channel]}>
      {manage ? <AddForm channel={channel} /> : null}
      <SuppressionList channel={channel} />
    </Page>
  );
}
