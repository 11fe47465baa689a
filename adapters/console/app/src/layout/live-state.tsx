import { Group, Text } from '@mantine/core';
import { useStreamState } from '../api/live.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './shell.module.css';

/** Whether changes come by themselves. */
export function LiveState() {
  const t = useStrings();
  const state = useStreamState();
  const live = state === 'live';
  return (
    <Group gap={8} px={12} wrap="nowrap" role="status" title={live ? t.app.liveHint : t.app.pollingHint}>
      <span className={classes.dot} data-state={state} />
      <Text size="sm" c="dimmed" component="span">
        {live ? t.app.live : t.app.polling}
      </Text>
    </Group>
  );
}
