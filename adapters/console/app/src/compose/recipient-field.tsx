import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Channel } from 'postern';
import { useState } from 'react';
import type { Consumer } from '../../../src/contract.ts';
import { addressOf, readTyped, useConsumerSearch } from '../api/consumers.ts';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import type { Target } from './draft.ts';
import { PickedRecipient } from './picked-recipient.tsx';

interface Props {
  readonly channel: Channel;
  readonly value: Target | undefined;
  readonly error: string | undefined;
  readonly onChange: (to: Target | undefined) => void;
}

const waitMs = 200;
const typedOption = 'typed';

/** Who it goes to: a consumer picked by typing, or an address typed in full. */
export function RecipientField({ channel, value, error, onChange }: Props) {
  return value ? (
    <PickedRecipient value={value} error={error} onClear={() => onChange(undefined)} />
  ) : (
    <RecipientSearch channel={channel} error={error} onChange={onChange} />
  );
}

function RecipientSearch({ channel, error, onChange }: Omit<Props, 'value'>) {
  const t = useStrings();
  const { features } = useConsole().session;
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), waitMs);
  const { data, isFetching } = useConsumerSearch(term, features.consumers);
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() });
  const found = term === '' ? [] : (data?.items ?? []);
  const typedAddress = readTyped(channel, typed);

  const pick = (option: string) => {
    if (option === typedOption) {
      if (typedAddress !== undefined) onChange({ address: typedAddress });
      return;
    }
    const consumer = found.find(({ id }) => `consumer:${id}` === option);
    const address = consumer && addressOf(channel, consumer);
    if (consumer && address !== undefined)
      onChange({ consumerId: consumer.id, name: consumer.name, address });
  };

  return (
    <Combobox store={list} onOptionSubmit={pick} withinPortal={false}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          label={t.compose.to}
          description={t.compose.toHint[channel]}
          placeholder={t.compose.toPlaceholder}
          error={error}
          required
          role="combobox"
          value={typed}
          autoComplete="off"
          rightSection={isFetching ? <Loader size={16} /> : null}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            list.openDropdown();
            list.updateSelectedOptionIndex();
          }}
          onFocus={() => list.openDropdown()}
          onBlur={() => list.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t.compose.to}>
          {found.map((consumer) => (
            <ConsumerOption key={consumer.id} channel={channel} consumer={consumer} />
          ))}
          {typedAddress === undefined ? null : (
            <Combobox.Option value={typedOption}>{t.compose.toTyped(typedAddress)}</Combobox.Option>
          )}
          {found.length === 0 && typedAddress === undefined ? (
            <Combobox.Empty>
              {term === '' || (isFetching && !data) ? t.compose.toType : t.compose.toNothing}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ConsumerOption({ channel, consumer }: { readonly channel: Channel; readonly consumer: Consumer }) {
  const t = useStrings();
  const address = addressOf(channel, consumer);
  return (
    <Combobox.Option value={`consumer:${consumer.id}`} disabled={address === undefined}>
      <Text component="span" fw={550} display="block">
        {consumer.name}
      </Text>
      <Text component="span" size="sm" display="block" style={{ overflowWrap: 'anywhere' }}>
        {address ?? (channel === 'email' ? t.compose.noAddress : t.compose.noNumber)}
      </Text>
    </Combobox.Option>
  );
}
