import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { TemplateDraft } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf, refresh } from '../api/query.ts';
import { Confirm, useQuestion } from '../parts/confirm.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly draft: TemplateDraft;
  /** Whether there is nothing of the template but the draft. */
  readonly isAlone: boolean;
  readonly onDiscarded: () => void;
}

/** Drops what is not in use yet, once that is confirmed. */
export function DiscardDraft({ draft, isAlone, onDiscarded }: Props) {
  const t = useStrings();
  const go = useGo();
  const client = useQueryClient();
  const { notify } = useNotices();
  const fail = useFailure();
  const question = useQuestion<true>();
  const { id, channel, name, updatedAt } = draft;
  const discard = useChange('discardDraft', {
    refreshes: ['templateDrafts'],
    apply: () => client.setQueryData(keyOf('templateDraft', { params: { channel, id } }), { draft: null }),
  });
  return (
    <>
      <Button variant="default" onClick={() => question.ask(true)}>
        {t.versions.discardDraft}
      </Button>
      <Confirm
        opened={question.opened}
        title={t.versions.discardTitle}
        body={t.versions.discardBody(name)}
        confirm={t.versions.discardNow}
        busy={discard.isPending}
        onClose={question.close}
        onConfirm={() =>
          discard.mutate(
            { params: { channel, id }, query: { updatedAt } },
            {
              onSuccess: () => {
                notify({ kind: 'done', text: t.versions.draftDiscarded });
                if (isAlone) go(links.templates(channel));
                else onDiscarded();
              },
              onError: (error) => {
                fail(error);
                question.close();
                void refresh(client, ['templateDraft', 'template']);
              },
            },
          )
        }
      />
    </>
  );
}
