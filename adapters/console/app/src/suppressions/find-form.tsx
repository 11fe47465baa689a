import { Button, Group, TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import { type SubmitEvent, useState } from 'react';
import { useFieldErrors } from '../parts/field-errors.ts';
import { readTyped } from '../parts/read-address.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { channelFacts } from '../state/channels.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly isFound: boolean;
  /** The address to look for; `undefined`: the whole list again. */
  readonly onFind: (address: string | undefined) => void;
}

const known = (field: string) => field === 'sought';

/** Looks for one address on a list that may be long. */
export function FindForm({ channel, isFound, onFind }: Props) {
  const t = useStrings();
  const [typed, setTyped] = useState('');
  const fields = useFieldErrors(known);
  const form = useKeptFocus<HTMLFormElement>(isFound);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const read = readTyped(channel, typed);
    const text = typed.trim();
    const wrong = text === '' ? t.suppressions.missing[channel] : t.suppressions.unread[channel](text);
    if (fields.set({ sought: read ? undefined : wrong }) || !read) return;
    onFind(read.address);
  };
  const showAll = () => {
    setTyped('');
    fields.reset();
    onFind(undefined);
  };
  return (
    <search>
      <form ref={form} onSubmit={submit} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t.suppressions.find[channel]}
            value={typed}
            error={fields.errors.sought}
            // What is wrong stands above, so that the button keeps its place beside the field.
            inputWrapperOrder={['label', 'error', 'input']}
            inputMode={channelFacts[channel].addressInput}
            autoComplete="off"
            style={{ flex: '1 1 14rem' }}
            maw="26rem"
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              fields.clear('sought');
            }}
          />
          <Button type="submit" variant="default">
            {t.suppressions.findButton}
          </Button>
          {isFound ? (
            <Button variant="subtle" onClick={showAll}>
              {t.suppressions.showAll}
            </Button>
          ) : null}
        </Group>
      </form>
    </search>
  );
}
