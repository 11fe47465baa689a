import { NativeSelect } from '@mantine/core';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { type OptOuts, optOuts } from './draft.ts';

interface Props {
  readonly value: OptOuts | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: OptOuts | undefined) => void;
}

/** What opt-outs mean to the message: one that shows the way to opt out cannot pass them. */
export function OptOutField({ value, error, onChange }: Props) {
  const t = useStrings();
  const { features } = useConsole().session;
  const offered = optOuts.filter((one) => one !== 'unsubscribe' || features.unsubscribe || one === value);
  return (
    <NativeSelect
      label={t.topics.optOuts}
      description={t.topics.optOutHints[value ?? 'usual']}
      value={value ?? ''}
      error={error}
      data={[
        { value: '', label: t.topics.optOutChoices.usual },
        ...offered.map((one) => ({ value: one, label: t.topics.optOutChoices[one] })),
      ]}
      onChange={({ currentTarget }) => onChange(optOuts.find((one) => one === currentTarget.value))}
    />
  );
}
