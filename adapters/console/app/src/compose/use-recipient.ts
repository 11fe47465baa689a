import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import { useState } from 'react';
import { type Target, targetOf, useConsumerSearch } from '../api/consumers.ts';
import { readTyped } from '../parts/read-address.ts';
import { useConsole } from '../state/console.tsx';

const waitMs = 200;

/** What is typed in search of a recipient, and whom it names already; with one picked by address, which person that is. */
export function useRecipient(channel: Channel, picked: Target | undefined) {
  const { features } = useConsole().session;
  const [typed, setTyped] = useState('');
  const whole: Target | undefined = picked ?? readTyped(channel, typed);
  const [settled] = useDebouncedValue(whole?.address ?? typed.trim(), waitMs);
  const term = picked?.consumerId === undefined ? settled : '';
  const { data, isFetching } = useConsumerSearch(term, features.consumers);
  const found = term === '' ? [] : (data?.items ?? []);
  const [person, another] = found
    .flatMap((one) => targetOf(channel, one) ?? [])
    .filter(({ address }) => address.toLowerCase() === whole?.address.toLowerCase());
  const known = another ? undefined : person;
  return {
    typed,
    setTyped,
    term,
    found,
    isFetching,
    known,
    hasAnswer: data !== undefined,
    /** A full address, which needs no picking; a person's own is the person. */
    target: known ?? whole,
  };
}

export type RecipientSearch = ReturnType<typeof useRecipient>;
