import { SegmentedControl } from '@mantine/core';
import type { Channel } from 'postern';
import { ListedMessages } from '../history/listed-messages.tsx';
import { MessageDrawer } from '../message/message-drawer.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';

const shown = ['all', 'email', 'sms'] as const;

/** A person's messages in both channels or one, each to be looked at. */
export function ConsumerMessages({ id }: { readonly id: string }) {
  const t = useStrings();
  const { get, set } = useParameters();
  const channel = channelOf(get('channel'));
  return (
    <>
      <SegmentedControl
        aria-label={t.app.channels}
        value={channel ?? 'all'}
        data={shown.map((value) => ({ value, label: t.consumer.channels[value] }))}
        onChange={(value) => set({ channel: value === 'all' ? undefined : value })}
        style={{ alignSelf: 'flex-start' }}
      />
      <ListedMessages
        key={channel ?? ''}
        of={{ channel, consumerId: id, origin: undefined, status: undefined }}
        showChannel
      />
      <MessageDrawer channel={channelOf(get('in')) ?? channel ?? 'email'} />
    </>
  );
}

function channelOf(text: string | undefined): Channel | undefined {
  return text === 'email' || text === 'sms' ? text : undefined;
}
