import { Group, TextInput } from '@mantine/core';
import type { Channel } from 'postern';
import { type SubmitEvent, useState } from 'react';
import { useChange } from '../api/mutation.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Panel } from '../parts/panel.tsx';
import { readTyped } from '../parts/read-address.ts';
import { SteadyButton } from '../parts/steady-button.tsx';
import { TopicSelect } from '../parts/topic-select.tsx';
import { channelFacts } from '../state/channels.ts';
import { useNotices } from '../state/notices.tsx';
import { useTopicName } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';

const known = (field: string) => field === 'address';

export function AddForm({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { notify } = useNotices();
  const [address, setAddress] = useState('');
  const [topic, setTopic] = useState('');
  const topicName = useTopicName();
  const fields = useFieldErrors(known);
  const add = useChange('addSuppression', {
    refreshes: ['suppressions', 'findSuppression', 'suppressionHistory'],
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = readTyped(channel, address)?.address ?? address.trim();
    if (fields.set({ address: text === '' ? t.suppressions.missing[channel] : undefined })) return;
    add.mutate(
      { params: { channel }, body: { address: text, ...(topic === '' ? {} : { topic }) } },
      {
        onSuccess: ({ changed }) => {
          const of = topicName(topic === '' ? undefined : topic);
          const said = changed ? t.suppressions.added(text, of) : t.suppressions.known(text);
          notify({ kind: 'done', text: said });
          setAddress('');
        },
        onError: fields.show,
      },
    );
  };
  return (
    <Panel title={t.suppressions.add[channel]}>
      <form onSubmit={submit} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t.suppressions.address[channel]}
            value={address}
            error={fields.errors.address}
            // What is wrong stands above, so that the button keeps its place beside the field.
            inputWrapperOrder={['label', 'error', 'input']}
            required
            type={channelFacts[channel].addressInput}
            style={{ flex: '1 1 14rem' }}
            maw="26rem"
            onChange={({ currentTarget }) => {
              setAddress(currentTarget.value);
              fields.clear('address');
            }}
          />
          <TopicSelect
            label={t.suppressions.topic}
            value={topic}
            none={t.suppressions.everything}
            onChange={setTopic}
          />
          <SteadyButton type="submit" busy={add.isPending}>
            {t.suppressions.addButton}
          </SteadyButton>
        </Group>
      </form>
    </Panel>
  );
}
