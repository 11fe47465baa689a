import { Button, Group, Pill, Stack, Text } from '@mantine/core';
import { shownAddress } from '../../parts/address.tsx';
import { useDates } from '../../strings/dates.ts';
import { useStrings } from '../../strings/strings.tsx';
import { type Person, sameAs } from './list.ts';

interface Props {
  readonly people: readonly Person[];
  readonly onChange: (people: readonly Person[]) => void;
}

const shownAtMost = 24;

/** Those who get it, each to be taken off; of very many the first. */
export function PeopleList({ people, onChange }: Props) {
  const t = useStrings();
  const dates = useDates();
  const more = people.length - shownAtMost;
  if (people.length === 0) return null;
  return (
    <Stack gap={6}>
      <Group gap="sm" justify="space-between">
        <Text size="sm" fw={600}>
          {t.many.count(people.length, dates.number(people.length))}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => onChange([])}>
          {t.many.clear}
        </Button>
      </Group>
      <Pill.Group>
        {people.slice(0, shownAtMost).map((person) => {
          const name = person.name ?? shownAddress(person);
          return (
            <Pill
              key={sameAs(person)}
              withRemoveButton
              title={shownAddress(person)}
              removeButtonProps={{ 'aria-label': t.many.remove(name), 'aria-hidden': false, tabIndex: 0 }}
              onRemove={() => onChange(people.filter((one) => one !== person))}
            >
              {name}
            </Pill>
          );
        })}
      </Pill.Group>
      {more > 0 ? (
        <Text size="sm" c="dimmed">
          {t.many.others(dates.number(more))}
        </Text>
      ) : null}
    </Stack>
  );
}
