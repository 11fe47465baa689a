import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { EmailSenderState } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { shownAddress } from '../parts/address.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useConsole } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './sender.module.css';
import { useCode } from './use-code.ts';
import { useWhich } from './which.ts';

interface Props {
  readonly sender: EmailSenderState;
  readonly onChangeAddress: () => void;
}

const known = (field: string) => field === 'code';
/** Longer waits are told by the clock. */
const countedDownFromS = 120;

/** Step 2: the code from our mail. Where the provider mails, it is `provider-step.tsx`. */
export function CodeStep({ sender, onChangeAddress }: Props) {
  const which = useWhich();
  const t = useStrings();
  const dates = useDates();
  const { notify } = useNotices();
  const { limits } = useConsole().session;
  const { code: state } = sender;
  const address = shownAddress(sender);
  const [typed, setTyped] = useState('');
  const fields = useFieldErrors(known);
  const confirm = useChange('confirmCode', {
    refreshes: ['emailOverview', 'domain', 'senders'],
    apply: (client, answer) => client.setQueryData(keyOf('emailSender', which), answer),
  });
  const code = useCode(sender, {
    onSent() {
      fields.reset();
      setTyped('');
      notify({ kind: 'done', text: t.sender.resent(address) });
    },
    onError: fields.show,
  });
  const digits = typed.replaceAll(/\D/g, '');
  const timeOf = (at: string | undefined) => (at === undefined ? '' : dates.short(at));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fields.set({ code: digits.length === limits.code.digits ? undefined : t.sender.codeIncomplete }))
      return;
    confirm.mutate(
      { ...which, body: { code: digits } },
      {
        onSuccess: () => notify({ kind: 'done', text: t.sender.confirmed }),
        onError(error) {
          code.look();
          fields.show(error);
        },
      },
    );
  };

  const sentences = {
    open: t.sender.code.open(address, timeOf(state.expiresAt)),
    used_up: t.sender.code.usedUp(address),
    waiting: t.sender.code.waiting(address, timeOf(state.nextAt)),
    none: t.sender.code.none(address),
  };
  const { stand, wait } = code;
  return (
    <Panel title={t.sender.codeTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text role="status">{sentences[stand]}</Text>
          <TextInput
            className={classes.code ?? ''}
            label={t.sender.code.label}
            description={t.sender.code.hint}
            value={typed}
            error={fields.errors.code}
            required
            data-home
            inputMode="numeric"
            autoComplete="one-time-code"
            // Room for what a paste brings along: spaces, hyphens.
            maxLength={20}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              fields.clear('code');
            }}
          />
          <Group>
            <SteadyButton type="submit" busy={confirm.isPending}>
              {t.sender.confirm}
            </SteadyButton>
            <SteadyButton variant="default" waits={wait > 0} busy={code.isSending} onClick={code.send}>
              {t.sender.resend}
            </SteadyButton>
            <Button variant="subtle" onClick={onChangeAddress}>
              {t.sender.wrongAddress}
            </Button>
          </Group>
          {stand === 'waiting' ? null : (
            <Text size="sm" c="dimmed">
              {wait > countedDownFromS
                ? t.sender.code.nextAt(timeOf(state.nextAt))
                : wait > 0
                  ? t.sender.resendIn(wait)
                  : t.sender.codeNotCome}
            </Text>
          )}
        </Stack>
      </form>
    </Panel>
  );
}
