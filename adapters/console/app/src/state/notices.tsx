import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'error';
  readonly text: string;
  readonly title?: string;
  readonly action?: NoticeAction;
  /** It goes after so many ms, whatever is pointed at; default: a while. */
  readonly lastsMs?: number;
}

/** A link, or something to do, which Ctrl+Z does as well. */
type NoticeAction =
  | { readonly label: string; readonly to: string }
  | { readonly label: string; readonly undo: () => void };

export type NewNotice = Omit<Notice, 'id'>;

interface Notices {
  readonly notify: (notice: NewNotice) => void;
  readonly dismiss: (id: number) => void;
}

const Actions = createContext<Notices | undefined>(undefined);
const List = createContext<readonly Notice[]>([]);

const keptAtMost = 3;

/** Short words about what was done or went wrong, beside the page. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [list, setList] = useState<readonly Notice[]>([]);
  const dismiss = useCallback((id: number) => {
    setList((present) => present.filter((one) => one.id !== id));
  }, []);
  const notify = useCallback((notice: NewNotice) => {
    setList((present) => {
      const id = (present.at(-1)?.id ?? 0) + 1;
      // The same words twice are one note.
      const others = present.filter((one) => one.text !== notice.text);
      return [...others, { ...notice, id }].slice(-keptAtMost);
    });
  }, []);
  const actions = useMemo(() => ({ notify, dismiss }), [notify, dismiss]);
  return (
    <Actions value={actions}>
      <List value={list}>{children}</List>
    </Actions>
  );
}

export function useNotices(): Notices {
  const actions = use(Actions);
  if (!actions) throw new Error('useNotices() is used outside its provider.');
  return actions;
}

export function useNoticeList(): readonly Notice[] {
  return use(List);
}
