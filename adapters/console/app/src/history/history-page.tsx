import { Stack } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import type { Channel, MessageStatus, Origin } from 'postern';
import { useEffect, useId, useMemo, useState } from 'react';
import type { Message } from '../../../src/contract.ts';
import { messageStatuses } from '../api/statuses.ts';
import { MessageDrawer } from '../message/message-drawer.tsx';
import { Page } from '../parts/page.tsx';
import { usePermissions } from '../state/console.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { shownOf } from './columns/chosen-columns.ts';
import { ColumnsDialog } from './columns/columns-dialog.tsx';
import { useColumns } from './columns/use-columns.ts';
import { ExportMessages } from './export-messages.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { Filters } from './filters.tsx';
import { FoundMessages } from './found-messages.tsx';
import classes from './history.module.css';
import { ListedMessages } from './listed-messages.tsx';
import { ManyDialog, type ManyDialogProps } from './many/many-dialog.tsx';
import type { ManyAction } from './many/outcomes.ts';
import { useSelection } from './many/selection.ts';
import { narrowingOf, narrowings, wireOf } from './narrowing.ts';
import { parametersOf, viewOf } from './views/saved-views.ts';
import { ViewsDialog } from './views/views-dialog.tsx';

const waitMs = 250;

/** The send log of one channel. Tab, filters, search and the open message stand in the address. */
export default function HistoryPage({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { get, set, push } = useParameters();
  const origin = originOf(get('tab'));
  const status = statusOf(get('status'));
  const address = narrowings.map((name) => get(name) ?? '').join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parameters that it is read from are in `address`.
  const narrowing = useMemo(() => narrowingOf(get), [address]);
  const wire = useMemo(() => wireOf(narrowing), [narrowing]);
  const [isOpen, { toggle }] = useDisclosure(false);
  const formId = useId();
  const named = get('q') ?? '';
  const [typed, setTyped] = useState(named);
  // A view was shown, or one went back.
  useEffect(() => setTyped((present) => (present.trim() === named ? present : named)), [named]);
  const [term] = useDebouncedValue(typed.trim(), typed === '' ? 0 : waitMs);
  const match = { ...wire, origin, status: status?.join(','), ...(term === '' ? {} : { term }) };
  const selection = useSelection(JSON.stringify([channel, match]));
  const { columns, choose } = useColumns(channel);
  const shown = useMemo(() => shownOf(columns), [columns]);
  const { send } = usePermissions();
  const [asked, setAsked] = useState<Pick<ManyDialogProps, 'action' | 'chosen'>>();
  const onAct = (action: ManyAction, chosen: readonly Message[] | undefined) => setAsked({ action, chosen });
  const selecting = { channel, selection, match, onAct: send ? onAct : undefined };
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
            <ViewsDialog
              channel={channel}
              current={viewOf(get)}
              onShow={(query) => push(parametersOf(query))}
            />
            <ColumnsDialog columns={columns} onChoose={choose} />
            <ExportMessages channel={channel} match={match} />
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
          <ListedMessages
            of={{ channel, origin, status, narrowing: wire }}
            columns={shown}
            selecting={selecting}
          />
        ) : (
          <FoundMessages
            channel={channel}
            term={term}
            origin={origin}
            status={status}
            selecting={selecting}
            narrowing={wire}
            columns={shown}
          />
        )}
      </Stack>
      {asked ? (
        <ManyDialog
          channel={channel}
          match={match}
          {...asked}
          onClose={(isOver) => {
            setAsked(undefined);
            if (isOver) selection.clear();
          }}
        />
      ) : null}
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
