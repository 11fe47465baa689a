import type { Channel } from 'postern';
import { useEffect, useState } from 'react';
import type { Template } from '../../../src/contract.ts';
import { type Draft, useDraft, withoutLost } from './draft.ts';

/**
 * The draft that a form is of, and what becomes of it: its template may be gone while it waits, and it may be thrown away, for a moment.
 * `templates`: those that are there; `undefined` where they could not be loaded.
 */
export function useFormDraft(
  channel: Channel,
  about: string,
  base: Partial<Draft>,
  templates: readonly Template[] | undefined,
) {
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
