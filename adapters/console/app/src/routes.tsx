import { Loader } from '@mantine/core';
import type { Channel } from 'postern';
import { type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { ChannelOff, NotFound } from './layout/dead-ends.tsx';
import { loadedPage } from './layout/loaded-page.tsx';
import { PageGuard } from './layout/page-guard.tsx';
import { Shell } from './layout/shell.tsx';
import { channels, firstOffered } from './state/channels.ts';
import { useConsole } from './state/console.tsx';
import { links } from './state/links.ts';
import { useStrings } from './strings/strings.tsx';

const Overview = loadedPage(() => import('./overview/overview-page.tsx'));
const Sender = loadedPage(() => import('./sender/sender-page.tsx'));
const Compose = loadedPage(() => import('./compose/compose-page.tsx'));
const History = loadedPage(() => import('./history/history-page.tsx'));
const Batch = loadedPage(() => import('./batches/batch-page.tsx'));
const Templates = loadedPage(() => import('./templates/templates-page.tsx'));
const Template = loadedPage(() => import('./templates/template-page.tsx'));
const TemplateVersions = loadedPage(() => import('./templates/versions-page.tsx'));
const Suppressions = loadedPage(() => import('./suppressions/suppressions-page.tsx'));
const Webhooks = loadedPage(() => import('./webhooks/webhooks-page.tsx'));
const Audit = loadedPage(() => import('./audit/audit-page.tsx'));
const Consumer = loadedPage(() => import('./consumer/consumer-page.tsx'));
const EmbeddedConsumer = loadedPage(() => import('./consumer/embedded-page.tsx'));

/** Each page is loaded when it is first gone to. */
export function Routes() {
  return (
    <Switch>
      <Route path="/embed/consumers/:id">
        {({ id }) => (
          <Waiting>
            <EmbeddedConsumer id={id} />
          </Waiting>
        )}
      </Route>
      <Route>
        <Shell>
          <Waiting>
            <Pages />
          </Waiting>
        </Shell>
      </Route>
    </Switch>
  );
}

function Waiting({ children }: { readonly children: ReactNode }) {
  const t = useStrings();
  return (
    <PageGuard>
      <Suspense fallback={<Loader m="xl" role="status" aria-label={t.app.loading} />}>{children}</Suspense>
    </PageGuard>
  );
}

function Pages() {
  const { session } = useConsole();
  return (
    <Switch>
      <Route path="/">
        <Redirect to={links.overview(firstOffered(session))} replace />
      </Route>
      <Route path="/consumers/:id">{({ id }) => <Consumer key={id} id={id} />}</Route>
      <Route path="/webhooks">
        <Webhooks />
      </Route>
      <Route path="/audit">
        <Audit />
      </Route>
      {channels.map((channel) => (
        <Route key={channel} path={`/${channel}/*?`}>
          <ChannelPages channel={channel} />
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function ChannelPages({ channel }: { readonly channel: Channel }) {
  const { session } = useConsole();
  if (!session.channels[channel]) return <ChannelOff channel={channel} />;
  return (
    <Switch>
      <Route path={`/${channel}`}>
        <Overview key={channel} channel={channel} />
      </Route>
      <Route path={`/${channel}/sender`}>
        <Sender key={channel} channel={channel} />
      </Route>
      <Route path={`/${channel}/compose`}>
        <Compose key={channel} channel={channel} />
      </Route>
      <Route path={`/${channel}/history`}>
        <History key={channel} channel={channel} />
      </Route>
      <Route path={`/${channel}/batches/:id`}>
        {({ id = '' }) => <Batch key={`${channel}/${id}`} channel={channel} id={wholeOf(id)} />}
      </Route>
      <Route path={`/${channel}/templates`}>
        <Templates key={channel} channel={channel} />
      </Route>
      <Route path={`/${channel}/templates/:id`}>
        {({ id }) => <Template key={`${channel}/${id}`} channel={channel} id={id ?? ''} />}
      </Route>
      <Route path={`/${channel}/templates/:id/versions`}>
        {({ id }) => <TemplateVersions key={`${channel}/${id}`} channel={channel} id={id ?? ''} />}
      </Route>
      <Route path={`/${channel}/suppressions`}>
        <Suppressions key={channel} channel={channel} />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

/** The host's own ids may hold what a path has encoded still, such as a slash. */
function wholeOf(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
