import { Group, Input, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { Signature } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { docOfHtml } from '../compose/rich/html-doc.ts';
import { mailHtml } from '../compose/rich/mail-html.ts';
import { docOf, isBlank, type RichNode } from '../compose/rich/rich-doc.ts';
import RichEditor from '../compose/rich/rich-editor.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useLeaveCheck } from '../parts/use-leave-check.ts';
import { useConsole } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { useWhich } from './which.ts';

interface Props {
  readonly signature: Signature | undefined;
  readonly onDone: () => void;
}

/** Where a signature is written. Loaded when it is asked for, with the editor. */
export default function SignatureForm({ signature, onDone }: Props) {
  const t = useStrings();
  const which = useWhich();
  const fail = useFailure();
  const { notify } = useNotices();
  const { limits } = useConsole().session;
  const errorId = useId();
  const [begun] = useState(() => docOfSignature(signature));
  const [doc, setDoc] = useState(begun);
  const [error, setError] = useState<string>();
  const save = useChange('setSignature', { refreshes: ['signatures'] });
  useLeaveCheck(mailHtml(doc) !== mailHtml(begun));

  const onSave = () => {
    const html = mailHtml(doc);
    const wrong = isBlank(doc)
      ? t.signature.missing
      : html.length > limits.signature
        ? t.signature.tooLong
        : undefined;
    setError(wrong);
    if (wrong !== undefined) return;
    save.mutate(
      { ...which, body: { html } },
      {
        onSuccess() {
          notify({ kind: 'done', text: t.signature.saved });
          onDone();
        },
        onError: fail,
      },
    );
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t.signature.lines}
      </Text>
      <RichEditor
        doc={begun}
        label={t.signature.field}
        errorId={error === undefined ? undefined : errorId}
        takesFocus
        onChange={(next: RichNode) => {
          setDoc(next);
          setError(undefined);
        }}
      />
      {error === undefined ? null : <Input.Error id={errorId}>{error}</Input.Error>}
      <Group gap="sm">
        <SteadyButton busy={save.isPending} onClick={onSave}>
          {t.common.save}
        </SteadyButton>
        <SteadyButton variant="default" onClick={onDone}>
          {t.common.cancel}
        </SteadyButton>
      </Group>
    </Stack>
  );
}

function docOfSignature(signature: Signature | undefined): RichNode {
  return signature?.html === undefined ? docOf(signature?.text ?? '') : docOfHtml(signature.html);
}
