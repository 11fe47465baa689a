import { NativeSelect } from '@mantine/core';
import { useTopics } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly label: string;
  readonly description?: string;
  /** A topic's id; empty: the first choice. */
  readonly value: string;
  /** What stands where none is chosen. */
  readonly none: string;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** Asks for another where the service has no such topic, as it will refuse it. */
  readonly mustExist?: boolean;
  readonly onChange: (id: string) => void;
}

/** A choice among the service's topics, where it has any. One that it has no more is shown by its id. */
export function TopicSelect({ value, none, error, mustExist = false, onChange, ...field }: Props) {
  const t = useStrings();
  const topics = useTopics();
  const isGone = value !== '' && !topics.some(({ id }) => id === value);
  if (topics.length === 0 && !isGone) return null;
  return (
    <NativeSelect
      {...field}
      value={value}
      error={error ?? (mustExist && isGone ? t.topics.gone : undefined)}
      data={[
        { value: '', label: none },
        ...topics.map(({ id, name }) => ({ value: id, label: name })),
        ...(isGone ? [{ value, label: value }] : []),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
