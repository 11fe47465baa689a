import { NativeSelect } from '@mantine/core';
import type { Channel } from 'postern';
import type { Senders } from '../../../src/contract.ts';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { useSenderReady } from '../api/sender-ready.ts';
import { mailbox } from '../parts/mailbox.ts';
import { useStrings } from '../strings/strings.tsx';

type Sender = Senders['items'][number];

interface SenderOf {
  /** Whose key it is; `undefined` until it is known. */
  readonly key: string | undefined;
  /** The key of the one by default. */
  readonly usual: string | undefined;
  /** Whether the message may leave; `undefined` until it is known. */
  readonly ready: boolean | undefined;
  /** Who it comes from, as recipients see it. */
  readonly from: string | undefined;
  /** Those that may send. */
  readonly choices: readonly Sender[];
}

/** Who a message comes from: the sender chosen, else the template's, else the one by default. */
export function useSenderOf(
  channel: Channel,
  chosen: string | undefined,
  ofTemplate: string | undefined,
): SenderOf {
  const { ready, from } = useSenderReady(channel);
  const { data } = useCall('senders', { params: { channel } }, { every: usePollEvery() });
  const items = data?.items ?? [];
  const choices = items.filter((one) => one.ready);
  const key = chosen ?? ofTemplate;
  const usual = items.find(({ byDefault }) => byDefault)?.key;
  if (key === undefined) return { key: usual, usual, ready, from, choices };
  const named = items.find((one) => one.key === key);
  // Until the list is there nothing is said of it; the server has the last word.
  return { key, usual, ready: data && named?.ready === true, from: named && mailbox(named), choices };
}

interface Props {
  readonly choices: readonly Sender[];
  readonly value: string | undefined;
  /** The key of the template's. */
  readonly usual: string | undefined;
  readonly onChange: (key: string | undefined) => void;
}

/** A choice of sender, where there is one. */
export function SenderField({ choices, value, usual, onChange }: Props) {
  const t = useStrings();
  const isGone = value !== undefined && !choices.some(({ key }) => key === value);
  if (choices.length < 2 && !isGone) return null;
  const stands = choices.find(({ key, byDefault }) => (usual === undefined ? byDefault : key === usual));
  const usualName = stands ? mailbox(stands) : (usual ?? '');
  return (
    <NativeSelect
      label={t.compose.sender}
      value={value ?? ''}
      error={isGone ? t.senders.gone : undefined}
      data={[
        {
          value: '',
          label: usual === undefined ? t.senders.usual(usualName) : t.senders.ofTemplate(usualName),
        },
        ...choices.map((one) => ({ value: one.key, label: mailbox(one) })),
        ...(isGone ? [{ value, label: value }] : []),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}
