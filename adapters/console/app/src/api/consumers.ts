import type { Channel } from 'postern';
import type { Consumer } from '../../../src/contract.ts';
import { channelFacts } from '../state/channels.ts';
import { useCall } from './query.ts';

/** Who a message goes to, as the form shows it. */
export interface Target {
  readonly consumerId?: string | undefined;
  readonly name?: string | undefined;
  readonly address: string;
  readonly readableAddress?: string | undefined;
  /** What they read, where the service knows; such as `de` or `pt-BR`. */
  readonly locale?: string | undefined;
}

const shownAtMost = 20;

/** Consumers whose name, address or number holds the term. Those who cannot be reached are among them, to say why. */
export function useConsumerSearch(term: string, enabled: boolean) {
  return useCall(
    'searchConsumers',
    { query: { term, limit: shownAtMost } },
    { enabled: enabled && term !== '', keepPrevious: true },
  );
}

/** A consumer as the one a message goes to, where they are reached in this channel. */
export function targetOf(channel: Channel, consumer: Consumer): Target | undefined {
  const address = addressOf(channel, consumer);
  const { readableField } = channelFacts[channel];
  const readableAddress = readableField && consumer[readableField];
  const { id: consumerId, name, locale } = consumer;
  return address === undefined ? undefined : { consumerId, name, address, readableAddress, locale };
}

/** Where a consumer is reached in this channel, if at all. */
export function addressOf(channel: Channel, consumer: Consumer): string | undefined {
  const address = consumer[channelFacts[channel].consumerField];
  return address === '' ? undefined : address;
}
