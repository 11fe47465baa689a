import { Group, Radio } from '@mantine/core';
import { TimeField } from '../parts/time-field.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly later: boolean;
  readonly at: string;
  readonly error: string | undefined;
  readonly onChange: (changes: { readonly later?: boolean; readonly at?: string }) => void;
}

/** At once, or at a time of the viewer's clock. */
export function ScheduleField({ later, at, error, onChange }: Props) {
  const t = useStrings();
  return (
    <>
      <Radio.Group
        label={t.compose.schedule}
        value={later ? 'later' : 'now'}
        onChange={(value) => onChange({ later: value === 'later' })}
      >
        <Group mt={6} gap="lg">
          <Radio value="now" label={t.compose.scheduleNow} />
          <Radio value="later" label={t.compose.scheduleLater} />
        </Group>
      </Radio.Group>
      {later ? <TimeField value={at} error={error} onChange={(value) => onChange({ at: value })} /> : null}
    </>
  );
}
