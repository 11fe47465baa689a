import { Group, Text } from '@mantine/core';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { groupNames } from './groups.ts';
import classes from './overview.module.css';
import { type Slot, totalOf } from './slots.ts';

/** Which colour is which, with the sums. */
export function Legend({ slots }: { readonly slots: readonly Slot[] }) {
  const t = useStrings();
  const dates = useDates();
  return (
    <Group gap="lg" mt="sm" component="ul" p={0} className={classes.legend ?? ''}>
      {groupNames.map((group) => (
        <Group key={group} gap={8} component="li">
          <span className={classes.key} data-group={group} />
          <Text size="sm" component="span">
            {t.overview.groups[group]} <strong>{dates.number(totalOf(slots, group))}</strong>
          </Text>
        </Group>
      ))}
    </Group>
  );
}
