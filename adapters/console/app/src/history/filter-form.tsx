import { Button, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { failureClasses } from '../api/failure-classes.ts';
import { useCall } from '../api/query.ts';
import { TopicSelect } from '../parts/topic-select.tsx';
import { useTopics } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';
import { midnight, type Narrowing, type NarrowingName } from './narrowing.ts';

interface Props {
  readonly channel: Channel;
  readonly narrowing: Narrowing;
  /** By their names, in the page's address: empty where it is not to be narrowed down. */
  readonly onApply: (given: Readonly<Record<string, string>>) => void;
}

type Given = Readonly<Partial<Record<NarrowingName, string>>>;

/** All that the list can be narrowed down by at once. */
export function FilterForm({ channel, narrowing, onApply }: Props) {
  const t = useStrings();
  const words = t.history.filters;
  const [given, setGiven] = useState<Given>(narrowing);
  // A chip was taken off, or a link followed.
  useEffect(() => setGiven(narrowing), [narrowing]);
  const topics = useTopics();
  const { data } = useCall('templates', { params: { channel } });
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const field = (name: NarrowingName) => ({
    label: words[name],
    value: given[name] ?? '',
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = currentTarget;
      setGiven((present) => ({ ...present, [name]: value }));
    },
  });
  const [from, to] = [midnight(given.from, 0), midnight(given.to, 1)];
  const isTurned = from !== undefined && to !== undefined && from >= to;
  const templates = new Map(
    (data?.items ?? []).filter(({ kind }) => kind === undefined).map(({ id, name }) => [id, name]),
  );
  // One that was deleted has messages still.
  if (given.template && !templates.has(given.template)) templates.set(given.template, given.template);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isTurned) first.current?.focus();
    else
      onApply(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, (value ?? '').trim()])));
  };
  return (
    <form onSubmit={apply} aria-label={words.title}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <TextInput
          {...field('from')}
          ref={first}
          type="date"
          max={given.to || undefined}
          error={isTurned ? words.turned : undefined}
        />
        <TextInput {...field('to')} type="date" min={given.from || undefined} />
        <NativeSelect
          {...field('template')}
          data={[
            { value: '', label: words.any },
            ...[...templates].map(([value, label]) => ({ value, label })),
          ]}
        />
        <TextInput {...field('sender')} placeholder={words.senderHint} maxLength={320} />
        <TextInput {...field('actor')} maxLength={255} />
        <TextInput {...field('transport')} maxLength={255} />
        <NativeSelect
          {...field('failure')}
          data={[
            { value: '', label: words.any },
            ...failureClasses.map((value) => ({ value, label: t.failureName[value] })),
          ]}
        />
        {topics.length > 0 ? (
          <TopicSelect
            label={words.topic}
            value={given.topic ?? ''}
            none={words.any}
            onChange={(topic) => setGiven((present) => ({ ...present, topic }))}
          />
        ) : (
          <TextInput {...field('topic')} maxLength={255} />
        )}
        <TextInput {...field('batch')} maxLength={100} />
        <TextInput {...field('reference')} placeholder={words.referenceHint} maxLength={255} />
      </SimpleGrid>
      <Group mt="sm">
        <Button type="submit" size="xs">
          {words.apply}
        </Button>
      </Group>
    </form>
  );
}
