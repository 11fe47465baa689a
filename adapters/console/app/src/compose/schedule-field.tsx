import { Group, Radio, TextInput } from '@mantine/core';
import { useDates } from '../strings/dates.ts';
import { localNow } from '../strings/local-time.ts';
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
  const dates = useDates();
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
      {later ? (
        <TextInput
          type="datetime-local"
          label={t.compose.scheduleAt}
          description={t.compose.scheduleHint(dates.zone)}
          value={at}
          min={localNow()}
          error={error}
          required
          maw="18rem"
          onChange={({ currentTarget }) => onChange({ at: currentTarget.value })}
        />
      ) : null}
    </>
  );
}
