import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf } from '../api/query.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { Panel } from '../parts/panel.tsx';
import { useConsole } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useSecondsUntil } from './countdown.ts';
import classes from './sender.module.css';

interface Props {
  readonly address: string;
  /** From when on another code can be sent. */
  readonly retryAt: string | undefined;
  readonly onSent: (retryAt: string | undefined) => void;
  readonly onChangeAddress: () => void;
}

const known = (field: string) => field === 'code';

/** Step 2: the code from the mail. */
export function CodeStep({ address, retryAt, onSent, onChangeAddress }: Props) {
  const t = useStrings();
  const { notify } = useNotices();
  const { limits } = useConsole().session;
  const [code, setCode] = useState('');
  const fields = useFieldErrors(known);
  const confirm = useChange('confirmCode', {
    refreshes: ['emailOverview', 'domain'],
    apply: (client, answer) => client.setQueryData(keyOf('emailSender', {}), answer),
  });
  const send = useChange('sendCode', { refreshes: [] });
  const wait = useSecondsUntil(retryAt);
  const digits = code.replaceAll(/\D/g, '');

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fields.set({ code: digits.length === limits.code.digits ? undefined : t.sender.codeIncomplete }))
      return;
    confirm.mutate(
      { body: { code: digits } },
      { onSuccess: () => notify({ kind: 'done', text: t.sender.confirmed }), onError: fields.show },
    );
  };
  const resend = () => {
    send.mutate(
      {},
      {
        onSuccess: (answer) => {
          onSent(answer.nextAt);
          fields.reset();
          setCode('');
          notify({ kind: 'done', text: t.sender.resent(address) });
        },
        onError: (error) => {
          const at = error instanceof ApiError ? error.details.retryAt : undefined;
          if (error.code === 'code_too_soon' && typeof at === 'string') onSent(at);
          else fields.show(error);
        },
      },
    );
  };

  return (
    <Panel title={t.sender.codeTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>{t.sender.codeSentTo(address)}</Text>
          <TextInput
            className={classes.code ?? ''}
            label={t.sender.code}
            description={t.sender.codeHint}
            value={code}
            error={fields.errors.code}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            // Room for what a paste brings along: spaces, hyphens.
            maxLength={20}
            onChange={({ currentTarget }) => {
              setCode(currentTarget.value);
              fields.clear('code');
            }}
          />
          <Group>
            <Button type="submit" loading={confirm.isPending}>
              {t.sender.confirm}
            </Button>
            <Button variant="default" disabled={wait > 0} loading={send.isPending} onClick={resend}>
              {t.sender.resend}
            </Button>
            <Button variant="subtle" onClick={onChangeAddress}>
              {t.sender.wrongAddress}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {wait > 0 ? t.sender.resendIn(wait) : t.sender.codeNotCome}
          </Text>
        </Stack>
      </form>
    </Panel>
  );
}
