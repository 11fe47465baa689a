import type { Channel } from 'postern';
import { useConsole } from '../../state/console.tsx';
import { useKept } from '../../state/kept.ts';
import { type ChosenColumns, isUsual, readChoice } from './chosen-columns.ts';

/** The columns that this user chose on this device for the lists of one site and channel. */
export function useColumns(channel: Channel) {
  const { session } = useConsole();
  const key = ['postern:columns', session.site.id, session.user.id, channel].join(':');
  const { value, change } = useKept(key, readChoice);
  return {
    columns: value,
    choose: (changed: (present: ChosenColumns) => ChosenColumns) =>
      change(changed, (next) => (isUsual(next) ? undefined : next)),
  };
}
