import type { Channel } from 'postern';
import { useState } from 'react';
import { useCancelBatch } from '../../batches/use-cancel-batch.ts';
import type { FieldErrors } from '../../parts/field-errors.ts';
import { megabytes } from '../../parts/megabytes.ts';
import { useConsole } from '../../state/console.tsx';
import { links, useGo } from '../../state/links.ts';
import { useNotices } from '../../state/notices.tsx';
import { useDates } from '../../strings/dates.ts';
import { fromLocal } from '../../strings/local-time.ts';
import { useStrings } from '../../strings/strings.tsx';
import { attachmentsOf, weightOf } from '../attachments.ts';
import { type Content, fitted } from '../content.ts';
import { copiedOf } from '../copied.ts';
import { dataOf } from '../data.ts';
import { type Draft, without } from '../draft.ts';
import { useDraftList } from '../draft-list.ts';
import type { RecipientSearch } from '../use-recipient.ts';
import { aboutOf, recipientOf } from '../use-send.ts';
import { fitting, type Job, type Tally } from './job.ts';
import type { Person } from './list.ts';
import { draftPeople } from './people.ts';
import { useMany } from './use-many.ts';

interface Options {
  readonly channel: Channel;
  readonly draft: Draft;
  readonly variables: readonly string[];
  /** The draft's template has several languages. */
  readonly isTranslated: boolean;
  readonly put: (draft: Draft) => void;
  readonly discard: () => void;
  readonly restore: (draft: Draft) => void;
  readonly back: string;
}

/** Writing to several: who they are, and what sending to them takes. */
export function useSeveral(options: Options) {
  const { channel, draft, variables, isTranslated, put, discard, restore, back } = options;
  const t = useStrings();
  const dates = useDates();
  const go = useGo();
  const { notify } = useNotices();
  const { undoMs, batchFileBytes } = useConsole().session.limits;
  const { all: people, put: keep } = useDraftList(draftPeople, draft.key);
  const [chosen, setChosen] = useState(false);
  const cancel = useCancelBatch(channel);

  const onSent = ({ batch, atOnce }: Job, { done, rejected }: Tally) => {
    const count = done - rejected;
    const sent = t.many.sent(count, dates.number(count));
    const undo = () =>
      cancel.mutate(batch, {
        onSuccess() {
          restore(draft);
          go(back);
        },
      });
    // One call sent all: its time to be taken back is that of all.
    const mayUndo = !draft.later && undoMs > 0 && done <= atOnce;
    notify({
      kind: rejected > 0 ? 'error' : 'done',
      text: rejected > 0 ? t.many.sentBut(sent, rejected) : sent,
      ...(mayUndo ? { action: { label: t.compose.undo, undo }, lastsMs: undoMs } : {}),
    });
    setChosen(false);
    discard();
    go(links.batch(channel, batch));
  };
  const many = useMany(onSent);

  /** Their own values before those of the form. */
  const rowOf = (content: Content) => (person: Person) => {
    const to = recipientOf(person);
    if (content.data === undefined) return { to };
    const { name } = person;
    const own = Object.entries(person.values ?? {}).filter(([, value]) => value !== '');
    const named = name === undefined ? {} : { name };
    return { to, data: dataOf(variables, { ...draft.data, ...named, ...Object.fromEntries(own) }) };
  };
  return {
    people,
    many,
    isSeveral: chosen || people.length > 0,
    put(next: readonly Person[]) {
      keep(next);
      put(draft);
    },
    toSeveral() {
      const { to } = draft;
      setChosen(true);
      if (!to) return;
      keep([to]);
      // What was filled in for one is nobody else's.
      const { name, ...others } = draft.data;
      const data = name !== undefined && name === to.name ? others : draft.data;
      put({ ...without(draft, ['to']), data });
    },
    toOne() {
      setChosen(false);
      keep([]);
    },
    /** What is wrong before any are asked about; values that are missing are found row by row. */
    faultsOf(found: FieldErrors, { typed, target }: RecipientSearch): FieldErrors {
      const ofForm = Object.entries(found).filter(([field]) => !field.startsWith('data.'));
      const isUnread = typed.trim() !== '' && !target;
      const to = people.length === 0 ? t.many.missing : undefined;
      const { bytes } = weightOf(draft);
      const { inAll } = fitting(bytes, batchFileBytes);
      const isTooMuch = people.length > inAll;
      const attachments = isTooMuch
        ? t.many.filesTooMuch(megabytes(bytes), dates.number(inAll))
        : found.attachments;
      return {
        ...Object.fromEntries(ofForm),
        to: isUnread ? t.compose.toUnread[channel](typed) : to,
        attachments,
      };
    },
    begin(content: Content) {
      const at = draft.later ? fromLocal(draft.at) : undefined;
      // Each gets what they read, unless one language was chosen for all.
      const { language: _shown, ...words } = fitted(channel, content);
      const chosenLanguage = draft.language === undefined ? {} : { language: draft.language };
      void many.check({
        channel,
        people,
        isTranslated,
        rowOf: rowOf(content),
        batch: `bat_${draft.key}`,
        content: { ...words, ...chosenLanguage, ...aboutOf(channel, draft) },
        atOnce: fitting(weightOf(draft).bytes, batchFileBytes).atOnce,
        sending: {
          key: draft.key,
          ...attachmentsOf(draft),
          ...copiedOf(draft),
          ...(at ? { scheduledAt: at.toISOString() } : { undo: true }),
        },
      });
    },
  };
}

export type Several = ReturnType<typeof useSeveral>;
