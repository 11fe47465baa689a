import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core';
import type { Channel } from 'postern';
import type { KeyboardEvent } from 'react';
import type { Consumer } from '../../../src/contract.ts';
import { type Target, targetOf } from '../api/consumers.ts';
import { Address } from '../parts/address.tsx';
import { afterPress } from '../parts/after-press.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useStrings } from '../strings/strings.tsx';
import { PickedRecipient } from './picked-recipient.tsx';
import type { RecipientSearch } from './use-recipient.ts';

interface Props {
  readonly channel: Channel;
  readonly search: RecipientSearch;
  readonly value: Target | undefined;
  readonly error: string | undefined;
  readonly onChange: (to: Target | undefined) => void;
}

const typedOption = 'typed';

/** Who it goes to: a consumer picked by typing, or an address typed in full. */
export function RecipientField({ value, ...field }: Props) {
  const place = useKeptFocus<HTMLDivElement>(value === undefined);
  return (
    <div ref={place}>
      {value ? (
        <PickedRecipient value={value} error={field.error} onClear={() => field.onChange(undefined)} />
      ) : (
        <SearchField {...field} />
      )}
    </div>
  );
}

function SearchField({ channel, search, error, onChange }: Omit<Props, 'value'>) {
  const t = useStrings();
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() });
  const { typed, setTyped, term, found, isFetching, target } = search;

  const take = (to: Target | undefined) => {
    if (!to) return;
    setTyped('');
    onChange(to);
  };
  const pick = (option: string) => {
    const consumer = found.find(({ id }) => `consumer:${id}` === option);
    take(option === typedOption ? target : consumer && targetOf(channel, consumer));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const taken = event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing;
    if (!taken || !target || list.getSelectedOptionIndex() !== -1) return;
    // Enter takes the address; the next one sends.
    event.preventDefault();
    take(target);
  };

  return (
    <Combobox store={list} onOptionSubmit={pick} withinPortal={false}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          label={t.compose.to}
          description={t.compose.toHint[channel]}
          placeholder={t.compose.toPlaceholder}
          error={error}
          // What is wrong stands above: the list opens below.
          inputWrapperOrder={['label', 'description', 'error', 'input']}
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
          onKeyDown={onKeyDown}
          onFocus={() => list.openDropdown()}
          onBlur={() => {
            list.closeDropdown();
            afterPress(() => take(target));
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t.compose.to}>
          {found.map((consumer) => (
            <ConsumerOption key={consumer.id} channel={channel} consumer={consumer} />
          ))}
          {target === undefined || target.consumerId !== undefined ? null : (
            <Combobox.Option value={typedOption}>{t.compose.toTyped(target.address)}</Combobox.Option>
          )}
          {found.length === 0 && target === undefined ? (
            <Combobox.Empty>
              {term === '' || (isFetching && !search.hasAnswer) ? t.compose.toType : t.compose.toNothing}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ConsumerOption({ channel, consumer }: { readonly channel: Channel; readonly consumer: Consumer }) {
  const t = useStrings();
  const target = targetOf(channel, consumer);
  return (
    <Combobox.Option value={`consumer:${consumer.id}`} disabled={target === undefined}>
      <Text component="span" fw={550} display="block">
        {consumer.name}
      </Text>
      <Text component="span" size="sm" display="block" style={{ overflowWrap: 'anywhere' }}>
        {target ? <Address of={target} /> : t.compose.noAddress[channel]}
      </Text>
    </Combobox.Option>
  );
}
