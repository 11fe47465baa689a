import { Button, Group } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { Icon } from '../parts/icons.tsx';
import { useTopicName } from '../state/topics.ts';
import { useDates } from '../strings/dates.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './history.module.css';
import { isDay, type Narrowing, type NarrowingName, narrowings } from './narrowing.ts';

interface Props {
  readonly channel: Channel;
  readonly narrowing: Narrowing;
  /** Without this one. */
  readonly onRemove: (name: NarrowingName) => void;
  readonly onClear: () => void;
}

/** What the list is narrowed down by, each to be taken off; on paper, what the list is of. */
export function FilterChips({ channel, narrowing, onRemove, onClear }: Props) {
  const t = useStrings();
  const dates = useDates();
  const words = t.history.filters;
  const topicName = useTopicName();
  const { template } = narrowing;
  const { data } = useCall('templates', { params: { channel } }, { enabled: template !== undefined });
  const given = narrowings.filter((name) => narrowing[name] !== undefined);
  if (given.length === 0) return null;
  const textOf = (name: NarrowingName): string => {
    const value = narrowing[name] ?? '';
    if (isDay(name)) return dates.day(value);
    if (name === 'template') return data?.items.find(({ id }) => id === value)?.name ?? shown(value);
    if (name === 'topic') return shown(topicName(value) ?? value);
    if (name === 'failure' && narrowing.failure) return t.failureName[narrowing.failure];
    return shown(value);
  };
  return (
    <Group gap="xs" role="group" aria-label={words.given}>
      {given.map((name) => (
        <Button
          key={name}
          size="compact-sm"
          variant="light"
          className={classes.chip ?? ''}
          rightSection={<Icon name="cross" size={12} />}
          aria-label={words.remove(words[name], textOf(name))}
          onClick={() => onRemove(name)}
        >
          {`${words[name]}${t.common.colon}${textOf(name)}`}
        </Button>
      ))}
      {given.length > 1 ? (
        <Button size="compact-sm" variant="subtle" className="postern-screen" onClick={onClear}>
          {words.clear}
        </Button>
      ) : null}
    </Group>
  );
}
