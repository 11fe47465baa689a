import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type SubmitEvent, useState } from 'react';
import type { MessageDetail } from '../../../src/contract.ts';
import { targetOf } from '../api/consumers.ts';
import { useChange } from '../api/mutation.ts';
import { useCall } from '../api/query.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { shownAddress } from '../parts/address.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { readTyped } from '../parts/read-address.ts';
import { SteadyButton } from '../parts/steady-button.tsx';
import { channelFacts, overviewCalls } from '../state/channels.ts';
import { links } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { newId } from '../state/tab.ts';
import { useStrings } from '../strings/strings.tsx';

type Where = 'same' | 'onFile' | 'other';

const known = (field: string) => field === 'to' || field === 'address';

/** A message that has ended, once more: to the same address, to the one on file by now, or to a corrected one. */
export function SendAgain({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  // One key for each opening: whatever is clicked twice there goes once.
  const [key, setKey] = useState('');
  const open = () => {
    setKey(newId());
    dialog.open();
  };
  return (
    <ActionDialog
      icon="send"
      label={t.message.sendAgain}
      title={t.message.again.title}
      opened={opened}
      onOpen={open}
      onClose={dialog.close}
    >
      <AgainForm key={key} message={message} clickKey={key} onClose={dialog.close} />
    </ActionDialog>
  );
}

interface Props {
  readonly message: MessageDetail;
  readonly clickKey: string;
  readonly onClose: () => void;
}

function AgainForm({ message, clickKey, onClose }: Props) {
  const t = useStrings();
  const words = t.message.again;
  const { notify } = useNotices();
  const { channel, id, to } = message;
  const { consumerId } = to;
  const [where, setWhere] = useState<Where>('same');
  const [typed, setTyped] = useState('');
  const [isSamePerson, setSamePerson] = useState(true);
  const fields = useFieldErrors(known);
  const again = useChange('sendAgain', { refreshes: [...overviewCalls, 'daily', 'search'] });
  const consumer = useCall(
    'consumer',
    { params: { id: consumerId ?? '' } },
    { enabled: consumerId !== undefined },
  );
  const current = consumer.data && targetOf(channel, consumer.data);
  const onFile = current && current.address !== to.address ? current : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const read = readTyped(channel, typed);
    if (where === 'other' && fields.set({ to: read ? undefined : words.missing[channel] })) return;
    const target =
      where === 'onFile' && consumerId !== undefined
        ? { to: { consumerId } }
        : where === 'other' && read
          ? { to: { address: read.address, samePerson: consumerId !== undefined && isSamePerson } }
          : {};
    again.mutate(
      { params: { channel, id }, body: { ...target, idempotencyKey: clickKey } },
      {
        onSuccess: (receipt) => {
          const isHeld = receipt.status === 'suppressed';
          notify({
            kind: isHeld ? 'error' : 'done',
            text: isHeld ? words.suppressed : words.sent,
            action: { label: words.look, to: links.message(channel, receipt.id) },
          });
          onClose();
        },
        onError: fields.show,
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{words.hint}</Text>
        <Radio.Group label={words.to} value={where} onChange={(value) => setWhere(value as Where)}>
          <Stack gap="xs" mt="xs">
            <Radio value="same" label={words.same(shownAddress(to))} data-autofocus />
            {onFile ? <Radio value="onFile" label={words.onFile(shownAddress(onFile))} /> : null}
            <Radio value="other" label={words.other[channel]} />
          </Stack>
        </Radio.Group>
        {where === 'other' ? (
          <>
            <TextInput
              label={words.address[channel]}
              type={channelFacts[channel].addressInput}
              autoComplete="off"
              maxLength={320}
              value={typed}
              error={fields.errors.to ?? fields.errors.address}
              onChange={({ currentTarget }) => {
                setTyped(currentTarget.value);
                fields.reset();
              }}
            />
            {consumerId === undefined ? null : (
              <Checkbox
                label={words.samePerson(to.name ?? shownAddress(to))}
                checked={isSamePerson}
                onChange={({ currentTarget }) => setSamePerson(currentTarget.checked)}
              />
            )}
          </>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <SteadyButton type="submit" busy={again.isPending}>
            {t.message.sendAgain}
          </SteadyButton>
        </Group>
      </Stack>
    </form>
  );
}
