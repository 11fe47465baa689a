import { Group, Text } from '@mantine/core';
import { useStreamState } from '../api/live.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './shell.module.css';

/** Whether changes come by themselves, and what stands in their way. */
export function LiveState() {
  const t = useStrings();
  const state = useStreamState();
  return (
    <Group gap={8} px={12} wrap="nowrap" role="status" title={t.app.liveHint[state]}>
      <span className={classes.dot} data-state={state} />
      <Text size="sm" c="dimmed" component="span">
        {t.app.live[state]}
      </Text>
    </Group>
  );
}
