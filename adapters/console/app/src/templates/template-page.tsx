import { Skeleton } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Page } from '../parts/page.tsx';
import { useStrings } from '../strings/strings.tsx';
import { TemplateEditor } from './template-editor.tsx';

interface Props {
  readonly channel: Channel;
  /** `new` for one to be written. */
  readonly id: string;
}

export default function TemplatePage({ channel, id }: Props) {
  const t = useStrings();
  const isNew = id === 'new';
  const { data, error, refetch } = useCall('template', { params: { channel, id } }, { enabled: !isNew });
  const isGone = error?.code === 'template_not_found';
  const template = isNew || isGone ? undefined : data;
  const title = isNew ? t.templates.newTitle : isGone ? t.templates.gone : (data?.name ?? t.nav.templates);
  return (
    <Page title={title}>
      {error && !data && !isGone ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!isNew && !data && !error ? <Skeleton h={420} /> : null}
      {isNew || isGone || data ? <TemplateEditor channel={channel} id={id} template={template} /> : null}
    </Page>
  );
}
