import { Link, useLocation, useSearchParams } from 'wouter';
import type { Message } from '../../../src/contract.ts';
import { Address, shownAddress } from '../parts/address.tsx';
import { openedFromList } from '../state/opened.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './history.module.css';

/** Opens the message beside its list. */
export function MessageLink({ message: { id, to, channel } }: { readonly message: Message }) {
  const t = useStrings();
  const [path] = useLocation();
  const [parameters] = useSearchParams();
  const next = new URLSearchParams(parameters);
  next.set('message', id);
  // Lists of one person hold both channels.
  next.set('in', channel);
  const name = to.name ?? shownAddress(to);
  return (
    <Link
      href={`${path}?${next.toString()}`}
      state={openedFromList}
      className={classes.link}
      data-message={id}
      // Dragged, its text is marked.
      draggable={false}
      aria-label={t.history.open(name)}
    >
      {to.name ?? <Address of={to} />}
    </Link>
  );
}
