import { Skeleton } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Note } from '../parts/note.tsx';
import { Page } from '../parts/page.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import { Versions } from './versions.tsx';

interface Props {
  readonly channel: Channel;
  readonly id: string;
}

/** What a template was: who saved it when, what they changed, and the way back. */
export default function VersionsPage({ channel, id }: Props) {
  const t = useStrings();
  const { data, error, refetch } = useCall('template', { params: { channel, id } });
  const isGone = error?.code === 'template_not_found';
  const title = isGone ? t.templates.gone : data ? t.versions.title(data.name) : t.versions.open;
  const back = isGone
    ? { to: links.templates(channel), label: t.nav.templates }
    : { to: links.template(channel, id), label: t.versions.back };
  return (
    <Page
      title={title}
      hint={data && !isGone ? t.versions.hint : undefined}
      actions={
        <ButtonLink to={back.to} variant="default">
          {back.label}
        </ButtonLink>
      }
    >
      {error && !data && !isGone ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton h={320} /> : null}
      {isGone ? <Empty icon="templates" title={t.templates.gone} /> : null}
      {data && !isGone && data.definedIn === 'code' ? <Note kind="info">{t.versions.inCode}</Note> : null}
      {data && !isGone && data.definedIn === 'storage' ? <Versions template={data} /> : null}
    </Page>
  );
}
