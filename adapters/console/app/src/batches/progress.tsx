import { Stack, Text } from '@mantine/core';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

/** How much of a batch has come to an end. */
export function Progress({ total, waiting }: { readonly total: number; readonly waiting: number }) {
  const t = useStrings();
  const dates = useDates();
  const done = total - waiting;
  return (
    <Stack gap={4}>
      <ProgressBar label={t.batches.progress} value={done} max={total} />
      <Text role="status" size="sm">
        {waiting === 0 ? t.batches.allDone : t.batches.done(dates.number(done), dates.number(total))}
      </Text>
    </Stack>
  );
}
