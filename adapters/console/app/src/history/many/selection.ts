import type { Channel } from 'postern';
import { useEffect, useMemo, useState } from 'react';
import type { Call, Message } from '../../../../src/contract.ts';
import type { ManyAction } from './outcomes.ts';

/** Which messages of a list are selected. */
export interface Selection {
  /** By id, as they stood when they were selected. */
  readonly chosen: ReadonlyMap<string, Message>;
  /** All that match, also those that are not loaded. */
  readonly isAll: boolean;
  readonly has: (id: string) => boolean;
  /** One on or off; with `range` all from the one before to it, as it becomes. */
  readonly toggle: (messages: readonly Message[], id: string, range: boolean) => void;
  /** All of these, or none at all. */
  readonly setShown: (messages: readonly Message[], on: boolean) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** What a list needs for its messages to be selected. */
export interface Selecting {
  readonly channel: Channel;
  readonly selection: Selection;
  /** What the list shows, as the calls take it. */
  readonly match: NonNullable<Call<'count'>['query']>;
  /** Asks about acting on these; on all that match where none are given. Absent: the user may only look at them. */
  readonly onAct: ((action: ManyAction, chosen: readonly Message[] | undefined) => void) | undefined;
}

interface State {
  readonly chosen: ReadonlyMap<string, Message>;
  readonly isAll: boolean;
  /** Where a range begins. */
  readonly anchor: string | undefined;
}

const none: State = { chosen: new Map(), isAll: false, anchor: undefined };

/** Another list, which `list` names, begins with nothing selected. */
export function useSelection(list: string): Selection {
  const [state, setState] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected belongs to the list.
  useEffect(() => setState(none), [list]);
  return useMemo(() => {
    const { chosen, isAll, anchor } = state;
    return {
      chosen,
      isAll,
      has: (id) => isAll || chosen.has(id),
      toggle(messages, id, range) {
        const on = !(isAll || chosen.has(id));
        // Of all that match one is taken off: what is loaded stays selected.
        const next = new Map(isAll ? messages.map((one) => [one.id, one]) : chosen);
        for (const one of range ? between(messages, anchor ?? id, id) : between(messages, id, id)) {
          if (on) next.set(one.id, one);
          else next.delete(one.id);
        }
        setState({ chosen: next, isAll: false, anchor: id });
      },
      setShown: (messages, on) =>
        setState(on ? { ...none, chosen: new Map(messages.map((one) => [one.id, one])) } : none),
      selectAll: () => setState({ ...state, isAll: true }),
      clear: () => setState(none),
    };
  }, [state]);
}

/** From one to the other, both included, whichever comes first. */
function between(messages: readonly Message[], one: string, other: string): readonly Message[] {
  const last = messages.findIndex(({ id }) => id === other);
  const found = messages.findIndex(({ id }) => id === one);
  const first = found < 0 ? last : found;
  return messages.slice(Math.min(first, last), Math.max(first, last) + 1);
}
