import { type CellContext, createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { Message } from '../../../../src/contract.ts';
import { isFailureClass } from '../../api/failure-classes.ts';
import { Address, shownAddress } from '../../parts/address.tsx';
import { TextLink } from '../../parts/app-link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { links } from '../../state/links.ts';
import { useTopicName } from '../../state/topics.ts';
import { shown } from '../../strings/shown.ts';
import { useStrings } from '../../strings/strings.tsx';
import classes from '../history.module.css';
import { MessageLink } from '../message-link.tsx';
import type { ColumnId } from './chosen-columns.ts';

export const features = tableFeatures({});
type Cell = CellContext<typeof features, Message>;

const cells: Readonly<Record<ColumnId, (cell: Cell) => ReactNode>> = {
  recipient: ({ row }) => <Recipient message={row.original} />,
  message: ({ row }) => (
    <Excerpt
      message={row.original}
      hasReference={!row.getAllCells().some(({ column }) => column.id === 'reference')}
    />
  ),
  status: ({ row }) => <StatusBadge status={row.original.status} />,
  created: ({ row }) => <Moment at={row.original.createdAt} />,
  scheduled: ({ row }) => <Schedule message={row.original} />,
  template: ({ row }) => row.original.template?.name ?? <Nothing />,
  sender: ({ row }) => <Sender message={row.original} />,
  sent: ({ row }) => orNothing(row.original.sentAt, (at) => <Moment at={at} />),
  reference: ({ row }) => <Reference of={row.original} />,
  batch: ({ row }) =>
    orNothing(row.original.batch, (batch) => (
      <TextLink to={links.batch(row.original.channel, batch)}>{shown(batch)}</TextLink>
    )),
  origin: ({ row }) => <Origin message={row.original} />,
  actor: ({ row }) => orNothing(row.original.actor, shown),
  topic: ({ row }) => <Topic message={row.original} />,
  transport: ({ row }) => orNothing(row.original.transport, shown),
  attempts: ({ row }) => row.original.attempts,
  failure: ({ row }) => <Failure message={row.original} />,
};

const column = createColumnHelper<typeof features, Message>();

/** What each row shows of a message, of these columns in this order. */
export function columnsOf(ids: readonly ColumnId[]) {
  return column.columns(ids.map((id) => column.display({ id, cell: cells[id] })));
}

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

/** `hasReference`: the reference has no column of its own. */
function Excerpt({ message, hasReference }: { readonly message: Message; readonly hasReference: boolean }) {
  const t = useStrings();
  const { subject, preview, confidential, reference } = message;
  return (
    <>
      {subject === undefined ? null : <span className={classes.subject}>{subject}</span>}
      <span className={subject === undefined ? classes.only : classes.under}>
        {confidential ? t.history.confidential : preview}
      </span>
      {hasReference && reference !== undefined ? (
        <span className={classes.reference}>
          <Reference of={message} />
        </span>
      ) : null}
    </>
  );
}

function Reference({ of: { channel, reference } }: { readonly of: Message }) {
  if (reference === undefined) return <Nothing />;
  return <TextLink to={links.history(channel, { reference })}>{shown(reference)}</TextLink>;
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

function Origin({ message: { origin } }: { readonly message: Message }) {
  return useStrings().message.origins[origin];
}

function Topic({ message: { topic } }: { readonly message: Message }) {
  return orNothing(useTopicName()(topic), shown);
}

function Failure({ message: { failure } }: { readonly message: Message }) {
  const t = useStrings();
  return orNothing(failure, ({ class: kind, message }) => (
    <span title={shown(message)}>{isFailureClass(kind) ? t.failureName[kind] : kind}</span>
  ));
}

function orNothing<Value>(value: Value | undefined, show: (value: Value) => ReactNode): ReactNode {
  return value === undefined ? <Nothing /> : show(value);
}

function Nothing() {
  return <span className={`${classes.quiet} ${classes.nothing}`}>–</span>;
}
