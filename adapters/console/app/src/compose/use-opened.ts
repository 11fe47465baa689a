import { useEffect, useState } from 'react';
import type { Opened } from './rich/opened.ts';

/**
 * A mail's `html` as the editor takes it, or what keeps it from that; the last one while another is read. `undefined` until the first is
 * read, and where nothing is to be. What reads it is loaded when it is first needed.
 */
export function useOpened(html: string | undefined): (Opened & { readonly html: string }) | undefined {
  const [opened, setOpened] = useState<Opened & { readonly html: string }>();
  useEffect(() => {
    if (html === undefined) return setOpened(undefined);
    let isStale = false;
    const take = ({ openedMail }: typeof import('./rich/opened.ts')) => {
      if (!isStale) setOpened({ ...openedMail(html), html });
    };
    // Where it cannot be loaded, the mail is shown as it is.
    import('./rich/opened.ts').then(take, () => {});
    return () => {
      isStale = true;
    };
  }, [html]);
  return opened;
}
