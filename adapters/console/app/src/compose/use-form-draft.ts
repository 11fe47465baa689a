import type { Channel } from 'postern';
import { useEffect, useState } from 'react';
import type { Template } from '../../../src/contract.ts';
import { type Draft, useDraft, withoutLost } from './draft.ts';
import { useBrought } from './use-brought.ts';

/** What a form begins with. */
export interface FormStart {
  readonly channel: Channel;
  /** Keeps drafts of different things apart. */
  readonly about: string;
  readonly base: Partial<Draft>;
  /** The id of the message that it is a copy of, where it is one. */
  readonly again: string | undefined;
  /** Those that are there; `undefined` where they could not be loaded. */
  readonly templates: readonly Template[] | undefined;
}

/**
 * The draft that a form is of, and what becomes of it: its template may be gone while it waits, it may be thrown away, for a moment, and files
 * come along from the message that it is a copy of.
 */
export function useFormDraft({ channel, about, base, again, templates }: FormStart) {
  const { draft: kept, change: store, ...rest } = useDraft(channel, about, base);
  const { put, discard } = rest;
  // What a template that was deleted said stays.
  const draft = withoutLost(kept, templates);
  const isOrphan = draft !== kept;
  const [wasOrphan, setWasOrphan] = useState(false);
  const [discarded, setDiscarded] = useState<Draft>();

  useEffect(() => {
    if (!isOrphan) return;
    put(draft);
    setWasOrphan(true);
  });

  return {
    ...rest,
    draft,
    bringing: useBrought(again, draft),
    store,
    /** Not written down yet as what it is without its template. */
    isOrphan,
    /** To be told, until another template is chosen. */
    wasOrphan,
    forgetOrphan: () => setWasOrphan(false),
    /** What was thrown away last. */
    discarded,
    throwAway() {
      setDiscarded(draft);
      setWasOrphan(false);
      discard();
    },
  };
}
