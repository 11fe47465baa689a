import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Signature } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { useCall } from '../api/query.ts';
import { loadedPage } from '../layout/loaded-page.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { HtmlFrame } from '../parts/html-frame.tsx';
import { Icon } from '../parts/icons.tsx';
import { Panel } from '../parts/panel.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { usePermissions } from '../state/console.tsx';
import { useNotices } from '../state/notices.tsx';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './sender.module.css';
import { useWhich } from './which.ts';

const SignatureForm = loadedPage(() => import('./signature-form.tsx'));

/** What stands under the sender's mails by hand: seen, changed and removed. `of`: the sender's key. */
export function SignaturePanel({ of }: { readonly of: string }) {
  const t = useStrings();
  const { manage } = usePermissions();
  const { data } = useCall('signatures', {});
  const [changing, setChanging] = useState(false);
  const signature = data?.items.find(({ key }) => key === of);
  const place = useKeptFocus<HTMLDivElement>(changing ? 'form' : signature !== undefined);
  return (
    <Panel title={t.signature.title}>
      <Stack gap="sm" ref={place}>
        <Text size="sm" c="dimmed">
          {t.signature.hint}
        </Text>
        {!data ? (
          <Skeleton h={80} />
        ) : changing ? (
          <Suspense fallback={<Skeleton h={220} role="status" aria-label={t.editor.loading} />}>
            <SignatureForm signature={signature} onDone={() => setChanging(false)} />
          </Suspense>
        ) : (
          <>
            {signature ? <Shown signature={signature} /> : <Text>{t.signature.none}</Text>}
            {manage ? (
              <Group gap="sm">
                <Button variant="default" data-home onClick={() => setChanging(true)}>
                  {signature ? t.signature.change : t.signature.write}
                </Button>
                {signature ? <Remove /> : null}
              </Group>
            ) : null}
          </>
        )}
      </Stack>
    </Panel>
  );
}

function Shown({ signature: { html, text } }: { readonly signature: Signature }) {
  const t = useStrings();
  if (html === undefined) return <div className={classes.signature}>{shown(text)}</div>;
  return (
    <>
      <HtmlFrame html={html} title={t.signature.preview} screen="note" />
      <div>
        <Text size="sm" fw={600}>
          {t.signature.inText}
        </Text>
        <div className={classes.signature}>{shown(text)}</div>
      </div>
    </>
  );
}

function Remove() {
  const t = useStrings();
  const which = useWhich();
  const fail = useFailure();
  const { notify } = useNotices();
  const [asked, setAsked] = useState(false);
  const remove = useChange('removeSignature', { refreshes: ['signatures'] });
  return (
    <>
      <Button variant="default" leftSection={<Icon name="trash" size={16} />} onClick={() => setAsked(true)}>
        {t.signature.remove}
      </Button>
      <Confirm
        opened={asked}
        title={t.signature.removeTitle}
        body={t.signature.removeBody}
        confirm={t.signature.remove}
        busy={remove.isPending}
        onClose={() => setAsked(false)}
        onConfirm={() =>
          remove.mutate(which, {
            onSuccess: () => notify({ kind: 'done', text: t.signature.removed }),
            onError: fail,
            onSettled: () => setAsked(false),
          })
        }
      />
    </>
  );
}
