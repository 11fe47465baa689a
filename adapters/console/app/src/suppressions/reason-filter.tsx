import { NativeSelect } from '@mantine/core';
import { useStrings } from '../strings/strings.tsx';
import { type Reason, reasons } from './reasons.ts';

interface Props {
  readonly reason: Reason | undefined;
  /** Empty: whatever the reason. */
  readonly onChange: (reason: string) => void;
}

/** Narrows the list down to one reason. */
export function ReasonFilter({ reason, onChange }: Props) {
  const t = useStrings();
  return (
    <NativeSelect
      label={t.suppressions.reason}
      value={reason ?? ''}
      data={[
        { value: '', label: t.suppressions.allReasons },
        ...reasons.map((value) => ({ value, label: t.suppressions.reasons[value] })),
      ]}
      maw="22rem"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
