import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Channel, MessageStatus, Origin } from 'postern';
import { useState } from 'react';
import { messageStatuses } from '../api/statuses.ts';
import { MessageDrawer } from '../message/message-drawer.tsx';
import { Page } from '../parts/page.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { Filters } from './filters.tsx';
import { FoundMessages } from './found-messages.tsx';
import { ListedMessages } from './listed-messages.tsx';

const waitMs = 250;

/** The send log of one channel. Tab, filter, search and the open message stand in the address. */
export default function HistoryPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { get, set } = useParameters();
  const origin = originOf(get('tab'));
  const status = statusOf(get('status'));
  const [typed, setTyped] = useState(get('q') ?? '');
  const [term] = useDebouncedValue(typed.trim(), typed === '' ? 0 : waitMs);
  return (
    <Page title={t.history.title[channel]} wide>
      <Stack gap="md">
        <div className="postern-screen">
          <Filters
            origin={origin}
            status={status}
            typed={typed}
            onOrigin={(next) => set({ tab: next })}
            onStatus={(next) => set({ status: next?.join(',') })}
            onTyped={(next) => {
              setTyped(next);
              set({ q: next.trim() });
            }}
          />
        </div>
        {term === '' ? (
          <ListedMessages of={{ channel, origin, status }} />
        ) : (
          <FoundMessages channel={channel} term={term} origin={origin} status={status} />
        )}
      </Stack>
      <MessageDrawer channel={channel} />
    </Page>
  );
}

function originOf(text: string | undefined): Origin | undefined {
  return text === 'web' || text === 'sys' ? text : undefined;
}

function statusOf(text: string | undefined): readonly MessageStatus[] | undefined {
  const named = text?.split(',') ?? [];
  const found = messageStatuses.filter((one) => named.includes(one));
  return found.length === 0 ? undefined : found;
}
