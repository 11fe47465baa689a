import { NativeSelect } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { mailbox } from '../parts/mailbox.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  /** A key; empty: the one by default. */
  readonly value: string;
  readonly isFixed: boolean;
  readonly onChange: (key: string) => void;
}

/** Who a template's messages come from, where there are several senders. One that is not set up yet, or no longer there, is shown by its key. */
export function SenderChoice({ channel, value, isFixed, onChange }: Props) {
  const t = useStrings();
  const { data } = useCall('senders', { params: { channel } });
  const items = data?.items ?? [];
  if (items.length < 2 && value === '') return null;
  const byDefault = items.find((one) => one.byDefault);
  const isOther = value !== '' && !items.some(({ key }) => key === value);
  return (
    <NativeSelect
      label={t.templates.sender}
      description={t.senders.templateHint}
      disabled={isFixed}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: t.senders.usual(byDefault ? mailbox(byDefault) : '') },
        ...items.map((one) => ({ value: one.key, label: mailbox(one) })),
        ...(isOther ? [{ value, label: value }] : []),
      ]}
    />
  );
}
