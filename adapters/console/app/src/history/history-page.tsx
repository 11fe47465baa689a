import { Stack } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import type { Channel, MessageStatus, Origin } from 'postern';
import { useId, useMemo, useState } from 'react';
import { messageStatuses } from '../api/statuses.ts';
import { MessageDrawer } from '../message/message-drawer.tsx';
import { Page } from '../parts/page.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { ExportMessages } from './export-messages.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { Filters } from './filters.tsx';
import { FoundMessages } from './found-messages.tsx';
import classes from './history.module.css';
import { ListedMessages } from './listed-messages.tsx';
import { narrowingOf, narrowings, wireOf } from './narrowing.ts';

const waitMs = 250;

/** The send log of one channel. Tab, filters, search and the open message stand in the address. */
export default function HistoryPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { get, set } = useParameters();
  const origin = originOf(get('tab'));
  const status = statusOf(get('status'));
  const address = narrowings.map((name) => get(name) ?? '').join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parameters that it is read from are in `address`.
  const narrowing = useMemo(() => narrowingOf(get), [address]);
  const wire = useMemo(() => wireOf(narrowing), [narrowing]);
  const [isOpen, { toggle }] = useDisclosure(false);
  const formId = useId();
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
            filters={{ isOpen, formId, onToggle: toggle }}
          >
            <ExportMessages
              channel={channel}
              match={{ ...wire, origin, status: status?.join(','), ...(term === '' ? {} : { term }) }}
            />
          </Filters>
          <div id={formId} className={classes.form}>
            {isOpen ? <FilterForm channel={channel} narrowing={narrowing} onApply={set} /> : null}
          </div>
        </div>
        <FilterChips
          channel={channel}
          narrowing={narrowing}
          onRemove={(name) => set({ [name]: undefined })}
          onClear={() => set(Object.fromEntries(narrowings.map((name) => [name, undefined])))}
        />
        {term === '' ? (
          <ListedMessages of={{ channel, origin, status, narrowing: wire }} />
        ) : (
          <FoundMessages channel={channel} term={term} origin={origin} status={status} narrowing={wire} />
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
