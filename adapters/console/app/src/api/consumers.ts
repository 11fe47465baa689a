import type { Channel } from 'postern';
import type { Consumer } from '../../../src/contract.ts';
import { channelFacts } from '../state/channels.ts';
import { useCall } from './query.ts';

const shownAtMost = 20;

/** Consumers whose name, address or number holds the term. Those who cannot be reached are among them, to say why. */
export function useConsumerSearch(term: string, enabled: boolean) {
  return useCall(
    'searchConsumers',
    { query: { term, limit: shownAtMost } },
    { enabled: enabled && term !== '', keepPrevious: true },
  );
}

/** Where a consumer is reached in this channel, if at all. */
export function addressOf(channel: Channel, consumer: Consumer): string | undefined {
  const address = consumer[channelFacts[channel].consumerField];
  return address === '' ? undefined : address;
}
