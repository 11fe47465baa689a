import type { Channel } from 'postern';
import { ListedMessages } from '../history/listed-messages.tsx';
import { MessageDrawer } from '../message/message-drawer.tsx';
import { Choice } from '../parts/choice.tsx';
import { channels, isChannel, mainChannel } from '../state/channels.ts';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';

const shown: readonly ('all' | Channel)[] = ['all', ...channels];

/** A person's messages in both channels or one, each to be looked at. */
export function ConsumerMessages({ id }: { readonly id: string }) {
  const t = useStrings();
  const { get, set } = useParameters();
  const channel = channelOf(get('channel'));
  return (
    <>
      <Choice
        label={t.app.channels}
        value={channel ?? 'all'}
        options={shown.map((value) => ({ value, label: t.consumer.channels[value] }))}
        onChange={(value) => set({ channel: value === 'all' ? undefined : value })}
      />
      <ListedMessages
        key={channel ?? ''}
        of={{ channel, consumerId: id, origin: undefined, status: undefined }}
        showChannel
      />
      <MessageDrawer channel={channelOf(get('in')) ?? channel ?? mainChannel} />
    </>
  );
}

function channelOf(text: string | undefined): Channel | undefined {
  return isChannel(text) ? text : undefined;
}
