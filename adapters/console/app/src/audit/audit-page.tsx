import { Note } from '../parts/note.tsx';
import { Page } from '../parts/page.tsx';
import { usePermissions } from '../state/console.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditList } from './audit-list.tsx';
import { isAction } from './words.ts';

export default function AuditPage() {
  const t = useStrings();
  const { manage } = usePermissions();
  return (
    <Page title={t.audit.title} hint={t.audit.hint} wide>
      {manage ? <Managed /> : <Note kind="info">{t.audit.notAllowed}</Note>}
    </Page>
  );
}

function Managed() {
  const { get, set } = useParameters();
  const named = get('action');
  const action = isAction(named) ? named : undefined;
  const actor = get('actor');
  return (
    <>
      <AuditFilters key={actor ?? ''} action={action} actor={actor} onChange={set} />
      <AuditList action={action} actor={actor} />
    </>
  );
}
