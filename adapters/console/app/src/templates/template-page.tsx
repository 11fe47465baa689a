import { Skeleton } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Page } from '../parts/page.tsx';
import { links } from '../state/links.ts';
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
  if (error?.code === 'template_not_found') {
    return (
      <Page title={t.templates.gone}>
        <Empty icon="templates" title={t.templates.gone}>
          <ButtonLink to={links.templates(channel)}>{t.nav.templates}</ButtonLink>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={isNew ? t.templates.newTitle : (data?.name ?? t.nav.templates)}>
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!isNew && !data && !error ? <Skeleton h={420} /> : null}
      {isNew || data ? (
        // Saved by someone else meanwhile: the form starts anew with what is there.
        <TemplateEditor key={data?.updatedAt ?? id} channel={channel} template={data} />
      ) : null}
    </Page>
  );
}
