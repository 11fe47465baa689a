import type { Template, TemplateDraft } from '../../../src/contract.ts';
import { TextLink } from '../parts/app-link.tsx';
import { Note } from '../parts/note.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly draft: TemplateDraft;
  /** As it is in use; absent where it is not yet. */
  readonly template: Template | undefined;
}

/** What is shown is not in use yet; where something else was put in use since it was begun, that it would be replaced. */
export function DraftNote({ draft, template }: Props) {
  const t = useStrings();
  const dates = useDates();
  const { channel, id, basedOn, savedBy, updatedAt } = draft;
  const present = template?.version ?? 0;
  const saved = t.versions.draftBy(dates.short(updatedAt), savedBy ?? '');
  if (present === basedOn) {
    return (
      <Note kind="info" title={present === 0 ? t.versions.draftAlone : t.versions.draft}>
        {saved}
      </Note>
    );
  }
  return (
    <Note kind="warning" title={t.versions.draftOld} alert>
      {saved} {t.versions.draftOldHint(present)}{' '}
      {present === 0 ? null : (
        <TextLink to={links.templateVersions(channel, id, { version: String(present) })}>
          {t.versions.version(present)}
        </TextLink>
      )}
    </Note>
  );
}
