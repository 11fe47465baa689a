import { Skeleton } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { Page } from '../parts/page.tsx';
import { OnlyLooking } from '../sender/only-looking.tsx';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { AgainNote } from './again-note.tsx';
import { useBase } from './base.ts';
import { ComposeForm } from './compose-form.tsx';
import { NotReady } from './not-ready.tsx';

export default function ComposePage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { send } = usePermissions();
  const { get } = useParameters();
  const begun = { again: get('again'), to: get('to'), template: get('template') };
  const about = [begun.again, begun.to, begun.template].map((part) => part ?? '').join('/');
  const { base, isPending, message } = useBase(channel, begun);
  const templates = useCall('templates', { params: { channel } });
  return (
    <Page title={t.compose.title[channel]}>
      {send ? (
        <>
          <NotReady channel={channel} />
          <AgainNote message={message} />
          {isPending || templates.isPending ? (
            <Skeleton h={420} />
          ) : (
            <ComposeForm
              key={about}
              channel={channel}
              about={about}
              back={links.compose(channel, begun)}
              base={base}
              again={begun.again}
              templates={templates.data?.items.filter(({ kind }) => kind === undefined)}
            />
          )}
        </>
      ) : (
        <OnlyLooking />
      )}
    </Page>
  );
}
