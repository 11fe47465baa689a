import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { Message } from '../../../src/contract.ts';
import { Address, shownAddress } from '../parts/address.tsx';
import { TextLink } from '../parts/app-link.tsx';
import { Moment } from '../parts/moment.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { links } from '../state/links.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './history.module.css';
import { MessageLink } from './message-link.tsx';

export const features = tableFeatures({});
const column = createColumnHelper<typeof features, Message>();

export type ColumnId = 'recipient' | 'message' | 'status' | 'created' | 'scheduled' | 'template' | 'sender';

/** What each row shows of a message, in reading order. */
export const columns = column.columns([
  column.display({ id: 'recipient', cell: ({ row }) => <Recipient message={row.original} /> }),
  column.display({ id: 'message', cell: ({ row }) => <Excerpt message={row.original} /> }),
  column.display({ id: 'status', cell: ({ row }) => <StatusBadge status={row.original.status} /> }),
  column.display({ id: 'created', cell: ({ row }) => <Moment at={row.original.createdAt} /> }),
  column.display({ id: 'scheduled', cell: ({ row }) => <Schedule message={row.original} /> }),
  column.display({ id: 'template', cell: ({ row }) => row.original.template?.name ?? <Nothing /> }),
  column.display({ id: 'sender', cell: ({ row }) => <Sender message={row.original} /> }),
]);

function Recipient({ message }: { readonly message: Message }) {
  const { to } = message;
  return (
    <>
      <MessageLink message={message} />
      {to.name === undefined ? null : (
        <span className={classes.address}>
          <Address of={to} />
        </span>
      )}
    </>
  );
}

function Excerpt({ message }: { readonly message: Message }) {
  const t = useStrings();
  const { channel, subject, preview, confidential, reference } = message;
  return (
    <>
      {subject === undefined ? null : <span className={classes.subject}>{subject}</span>}
      <span className={subject === undefined ? classes.only : classes.under}>
        {confidential ? t.history.confidential : preview}
      </span>
      {reference === undefined ? null : (
        <span className={classes.reference}>
          <TextLink to={links.history(channel, { reference })}>{shown(reference)}</TextLink>
        </span>
      )}
    </>
  );
}

function Schedule({ message }: { readonly message: Message }) {
  const t = useStrings();
  return message.scheduledAt === undefined ? (
    <span className={classes.quiet}>{t.history.now}</span>
  ) : (
    <Moment at={message.scheduledAt} />
  );
}

function Sender({ message: { sender } }: { readonly message: Message }) {
  return <span title={sender.address}>{sender.name ?? shownAddress(sender)}</span>;
}

function Nothing() {
  return <span className={`${classes.quiet} ${classes.nothing}`}>–</span>;
}
