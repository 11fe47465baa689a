import { useEffect, useId, useRef } from 'react';
import { useApi } from '../state/console.tsx';
import classes from './html-frame.module.css';

interface Props {
  readonly html: string;
  readonly title: string;
  /** As wide as the screen that it is to be seen on, or a `note` of a few lines; default: as wide as there is room. */
  readonly screen?: 'desk' | 'phone' | 'note' | undefined;
}

/**
 * HTML that is not sent yet, in a frame without scripts, origin or remote content. The server gives it back as a document of its
 * own: this page's policy would take its inline styles away. A new frame each time, or Back would step through the previews.
 */
export function HtmlFrame({ html, title, screen }: Props) {
  return <OneFrame key={html} html={html} title={title} screen={screen} />;
}

function OneFrame({ html, title, screen }: Props) {
  const api = useApi();
  const name = `frame-${useId()}`;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.submit(), []);
  // A screen may be wider than its place: then it is scrolled, by the keyboard too.
  const scrolled = screen ? { tabIndex: 0, role: 'group', 'aria-label': title } : {};
  return (
    <>
      <form ref={form} method="post" action={api.url('document')} target={name} hidden>
        <input type="hidden" name="csrf" value={api.csrfToken} />
        <input type="hidden" name="html" value={html} />
      </form>
      <div className={classes.screen} data-screen={screen} {...scrolled}>
        <iframe className={classes.frame} name={name} title={title} sandbox="" />
      </div>
    </>
  );
}

/** A recorded message's HTML, as the server shows it. */
export function MessageFrame({ src, title }: { readonly src: string; readonly title: string }) {
  return (
    <iframe
      key={src}
      className={classes.frame}
      src={src}
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
    />
  );
}
