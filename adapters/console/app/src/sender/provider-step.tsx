import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { EmailSenderState } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { shownAddress } from '../parts/address.tsx';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useConsole } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './sender.module.css';
import { useWhich } from './which.ts';

type Standing = EmailSenderState['transports'][number];

interface Props {
  readonly sender: EmailSenderState;
  readonly standing: Standing;
  /** Of the provider that makes the sender ready; others are only for fail-over. */
  readonly onChangeAddress?: () => void;
}

const known = (field: string) => field === 'code';
const refreshes = ['emailOverview', 'domain', 'senders'] as const;

/** The address as one provider confirms it: by a code that it mails, a link that it mails, or a code of ours. */
export function ProviderStep({ sender, standing, onChangeAddress }: Props) {
  const which = useWhich();
  const t = useStrings();
  const { transport: name, codeSentBy, resends } = standing;
  const address = shownAddress(sender);
  const { notify } = useNotices();
  const fail = useFailure();
  const again = useChange('sendCode', { refreshes: ['emailSender'] });
  const words = {
    us: { title: t.sender.provider.ownTitle, sentence: t.sender.provider.own },
    provider: { title: t.sender.provider.codeTitle, sentence: t.sender.provider.code },
    link: { title: t.sender.provider.linkTitle, sentence: t.sender.provider.link },
  }[codeSentBy];
  const resent = codeSentBy === 'us' ? t.sender.resent(address) : t.sender.provider.resent(name, address);
  const others = (
    <>
      {resends ? (
        <SteadyButton
          variant="default"
          busy={again.isPending}
          onClick={() =>
            again.mutate(
              { ...which, body: { transport: name } },
              { onSuccess: () => notify({ kind: 'done', text: resent }), onError: fail },
            )
          }
        >
          {codeSentBy === 'us' ? t.sender.resend : t.sender.provider.resend(name)}
        </SteadyButton>
      ) : null}
      {onChangeAddress ? (
        <Button variant="subtle" onClick={onChangeAddress}>
          {t.sender.wrongAddress}
        </Button>
      ) : null}
    </>
  );
  return (
    <Panel title={words.title(name)}>
      <Stack>
        {onChangeAddress ? null : <Text c="dimmed">{t.sender.provider.other(name)}</Text>}
        <Text role="status" style={{ overflowWrap: 'anywhere' }}>
          {words.sentence(name, address)}
        </Text>
        {codeSentBy === 'link' ? (
          <FollowedLink name={name}>{others}</FollowedLink>
        ) : (
          <TypedCode name={name}>{others}</TypedCode>
        )}
      </Stack>
    </Panel>
  );
}

interface WayProps {
  /** The transport's. */
  readonly name: string;
  readonly children: ReactNode;
}

function FollowedLink({ name, children }: WayProps) {
  const which = useWhich();
  const t = useStrings();
  const { notify } = useNotices();
  const fail = useFailure();
  const [isAsked, setAsked] = useState(false);
  const check = useChange('checkAddress', {
    refreshes,
    apply: (client, answer) => client.setQueryData(keyOf('emailSender', which), answer),
  });
  const ask = () =>
    check.mutate(
      { ...which, body: { transport: name } },
      {
        onSuccess({ transports }) {
          const isDone = transports.some((one) => one.transport === name && one.addressValidated);
          setAsked(!isDone);
          if (isDone) notify({ kind: 'done', text: t.sender.confirmed });
        },
        onError: fail,
      },
    );
  return (
    <>
      <Group>
        <SteadyButton data-home busy={check.isPending} onClick={ask}>
          {t.sender.provider.check}
        </SteadyButton>
        {children}
      </Group>
      <div role="status">{isAsked ? <Note kind="info">{t.sender.provider.notYet(name)}</Note> : null}</div>
    </>
  );
}

function TypedCode({ name, children }: WayProps) {
  const which = useWhich();
  const t = useStrings();
  const { notify } = useNotices();
  const { limits } = useConsole().session;
  const [typed, setTyped] = useState('');
  const fields = useFieldErrors(known);
  const confirm = useChange('confirmCode', {
    refreshes,
    apply: (client, answer) => client.setQueryData(keyOf('emailSender', which), answer),
  });
  const digits = typed.replaceAll(/\D/g, '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fields.set({ code: digits.length === limits.code.digits ? undefined : t.sender.codeIncomplete }))
      return;
    confirm.mutate(
      { ...which, body: { code: digits, transport: name } },
      {
        onSuccess: () => notify({ kind: 'done', text: t.sender.confirmed }),
        onError: fields.show,
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
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
          {children}
        </Group>
      </Stack>
    </form>
  );
}
