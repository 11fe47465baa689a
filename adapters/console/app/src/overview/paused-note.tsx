import { Alert, Button, Group, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useChange } from '../api/mutation.ts';
import { Icon } from '../parts/icons.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { usePermissions } from '../state/console.tsx';
import { useDates } from '../strings/dates.ts';
import { failureSentence } from '../strings/failure-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly paused: {
    readonly until: string;
    readonly failureClass: string;
    readonly failureCode?: string | undefined;
  };
}

/** Nothing leaves at the moment: says why, and for how long. */
export function PausedNote({ channel, paused }: Props) {
  const t = useStrings();
  const dates = useDates();
  const { manage } = usePermissions();
  const fail = useFailure();
  const resume = useChange('resume', { refreshes: ['emailOverview', 'smsOverview'] });
  return (
    <Alert color="danger" variant="light" icon={<Icon name="warning" />} title={t.overview.paused[channel]}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {failureSentence(t, paused.failureClass)} {t.overview.pausedUntil(dates.short(paused.until))}
        </Text>
        {manage ? (
          <Button
            size="xs"
            variant="default"
            loading={resume.isPending}
            onClick={() => resume.mutate({ params: { channel } }, { onError: fail })}
          >
            {t.overview.resume}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
