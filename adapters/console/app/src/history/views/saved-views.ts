import type { Channel } from 'postern';
import { useConsole } from '../../state/console.tsx';
import { useKept } from '../../state/kept.ts';
import { narrowings } from '../narrowing.ts';

/** A view of the history that somebody named. */
export interface SavedView {
  readonly name: string;
  /** What the page's address says of it, in the order of {@link viewParameters}. */
  readonly query: string;
}

/** What a view is made of: the page's parameters without the message that is open. */
export const viewParameters = ['tab', 'status', 'q', ...narrowings] as const;

/** Characters of a name, and views of one channel. */
export const viewLimits = { name: 60, views: 50 } as const;

/** The view that the page shows; empty where it shows everything. */
export function viewOf(get: (name: string) => string | undefined): string {
  const given = viewParameters.map((name) => [name, get(name) ?? '']).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}

/** The page's parameters for a view; `undefined` for those that it does not have. */
export function parametersOf(
  query: string,
): Readonly<Record<(typeof viewParameters)[number], string | undefined>> {
  const given = new URLSearchParams(query);
  return Object.fromEntries(viewParameters.map((name) => [name, given.get(name) ?? undefined])) as ReturnType<
    typeof parametersOf
  >;
}

/** The views that this user keeps on this device, of one site and channel, by name. */
export function useSavedViews(channel: Channel) {
  const { session } = useConsole();
  const key = ['postern:views', session.site.id, session.user.id, channel].join(':');
  const { value: views, change: changeKept } = useKept(key, readViews);
  const change = (changed: (present: readonly SavedView[]) => readonly SavedView[]) =>
    changeKept(
      (present) => [...changed(present)].sort((a, b) => a.name.localeCompare(b.name)),
      (next) => (next.length === 0 ? undefined : next),
    );
  const without = (name: string) => (present: readonly SavedView[]) =>
    present.filter((view) => view.name !== name);
  return {
    views,
    save: (view: SavedView) => change((present) => [...without(view.name)(present), view]),
    rename: (view: SavedView, name: string) =>
      change((present) => [...without(view.name)(without(name)(present)), { ...view, name }]),
    remove: (name: string) => change(without(name)),
  };
}

/** What something else wrote there is left out. */
function readViews(stored: unknown): readonly SavedView[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(isView).slice(0, viewLimits.views);
}

function isView(value: unknown): value is SavedView {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'query' in value &&
    typeof value.query === 'string'
  );
}
