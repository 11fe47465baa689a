import type { Channel, MissingStep } from 'postern';
import { mailbox } from '../parts/mailbox.ts';
import { channelFacts } from '../state/channels.ts';
import { usePollEvery } from './live.tsx';
import { useCall } from './query.ts';

interface SenderReady {
  /** `undefined` until it is known. */
  readonly ready: boolean | undefined;
  readonly missing: readonly MissingStep[];
  /** Who messages come from, as recipients see it. */
  readonly from: string | undefined;
}

/** Whether the site may send in this channel, and what is still to be done. */
export function useSenderReady(channel: Channel): SenderReady {
  const every = usePollEvery();
  const { data: sender } = useCall(channelFacts[channel].senderCall, {}, { every });
  if (sender === undefined) return { ready: undefined, missing: [], from: undefined };
  if (sender === null) return { ready: false, missing: ['create_sender'], from: undefined };
  if ('value' in sender) return { ready: true, missing: [], from: sender.value };
  const { ready, missing } = sender;
  return { ready, missing, from: mailbox(sender) };
}
