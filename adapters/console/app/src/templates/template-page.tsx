import { Skeleton } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Page } from '../parts/page.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { partKindOf } from './part-kind.ts';
import { TemplateEditor } from './template-editor.tsx';

interface Props {
  readonly channel: Channel;
  /** `new` for one to be written. */
  readonly id: string;
}

export default function TemplatePage({ channel, id }: Props) {
  const t = useStrings();
  const isNew = id === 'new';
  const params = { channel, id };
  const { data, error, refetch } = useCall('template', { params }, { enabled: !isNew });
  const {
    data: written,
    error: notRead,
    ...drafted
  } = useCall('templateDraft', { params }, { enabled: !isNew });
  const draft = written?.draft ?? undefined;
  const isGone = error?.code === 'template_not_found';
  const template = isNew || isGone ? undefined : data;
  // What is not in use yet may be all that there is of it.
  const isNowhere = isGone && !draft;
  const isReady = isNew || ((isGone || data) && written);
  const name = draft?.name ?? template?.name ?? t.nav.templates;
  const { get } = useParameters();
  const kind = isNew ? partKindOf(get('kind')) : (draft ?? template)?.kind;
  const newTitle = kind ? t.parts.add[kind] : t.templates.newTitle;
  const title = isNew ? newTitle : isReady && isNowhere ? t.templates.gone : name;
  const failed = data || isGone ? (written ? null : notRead) : error;
  return (
    <Page title={title}>
      {failed ? (
        <ErrorNote error={failed} onRetry={() => void (failed === error ? refetch() : drafted.refetch())} />
      ) : null}
      {isReady || failed ? null : <Skeleton h={420} />}
      {isReady ? (
        <TemplateEditor channel={channel} id={id} template={template} draft={draft} kind={kind} />
      ) : null}
    </Page>
  );
}
