import { Loader } from '@mantine/core';
import type { Channel } from 'postern';
import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { ChannelOff, NotFound } from './layout/dead-ends.tsx';
import { Shell } from './layout/shell.tsx';
import { useConsole } from './state/console.tsx';
import { links } from './state/links.ts';
import { useStrings } from './strings/strings.tsx';

const Overview = lazy(() => import('./overview/overview-page.tsx'));
const Sender = lazy(() => import('./sender/sender-page.tsx'));
const Compose = lazy(() => import('./compose/compose-page.tsx'));
const History = lazy(() => import('./history/history-page.tsx'));
const Templates = lazy(() => import('./templates/templates-page.tsx'));
const Template = lazy(() => import('./templates/template-page.tsx'));
const Suppressions = lazy(() => import('./suppressions/suppressions-page.tsx'));
const Consumer = lazy(() => import('./consumer/consumer-page.tsx'));
const EmbeddedConsumer = lazy(() => import('./consumer/embedded-page.tsx'));

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
    <Suspense fallback={<Loader m="xl" role="status" aria-label={t.app.loading} />}>{children}</Suspense>
  );
}

function Pages() {
  const { channels } = useConsole().session;
  const first: Channel = channels.email || !channels.sms ? 'email' : 'sms';
  return (
    <Switch>
      <Route path="/">
        <Redirect to={links.overview(first)} replace />
      </Route>
      <Route path="/consumers/:id">{({ id }) => <Consumer key={id} id={id} />}</Route>
      <Route path="/email/*?">
        <ChannelPages channel="email" />
      </Route>
      <Route path="/sms/*?">
        <ChannelPages channel="sms" />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function ChannelPages({ channel }: { readonly channel: Channel }) {
  const { channels } = useConsole().session;
  if (!channels[channel]) return <ChannelOff channel={channel} />;
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
      <Route path={`/${channel}/templates`}>
        <Templates key={channel} channel={channel} />
      </Route>
      <Route path={`/${channel}/templates/:id`}>
        {({ id }) => <Template key={`${channel}/${id}`} channel={channel} id={id ?? ''} />}
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
