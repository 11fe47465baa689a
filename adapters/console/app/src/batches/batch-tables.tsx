import { Table, VisuallyHidden } from '@mantine/core';
import type { Channel, MessageStatus } from 'postern';
import type { Batch } from '../../../src/contract.ts';
import { groupNames, groups } from '../overview/groups.ts';
import { TextLink } from '../parts/app-link.tsx';
import cards from '../parts/cards.module.css';
import { StatusBadge } from '../parts/status-badge.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './batches.module.css';

interface Props {
  readonly channel: Channel;
  readonly batch: Batch;
}

/** How many of a batch are alike, and the way to them. */
interface Counted {
  readonly status: MessageStatus;
  /** Why they did not arrive, where that is told apart. */
  readonly failure?: Batch['failures'][number]['failure'];
  readonly count: number;
}

const inOrder = groupNames.flatMap((group) => groups[group]);

/** How many stand at each status that any has. */
export function StatusTable({ channel, batch: { id, counts } }: Props) {
  const t = useStrings();
  const rows = inOrder
    .filter((status) => counts[status] > 0)
    .map((status) => ({ status, count: counts[status] }));
  return <CountTable label={t.batches.statuses} channel={channel} id={id} rows={rows} />;
}

/** Why messages did not arrive: the most first. */
export function FailureTable({ channel, batch: { id, failures } }: Props) {
  const t = useStrings();
  return <CountTable label={t.batches.failures} channel={channel} id={id} rows={failures} isOfFailures />;
}

interface TableProps {
  readonly label: string;
  readonly channel: Channel;
  /** Of the batch. */
  readonly id: string;
  readonly rows: readonly Counted[];
  readonly isOfFailures?: boolean;
}

/** Each row leads to its messages. */
function CountTable({ label, channel, id, rows, isOfFailures = false }: TableProps) {
  const t = useStrings();
  const dates = useDates();
  return (
    <Table aria-label={label} verticalSpacing="xs" className={`${cards.table ?? ''} ${classes.table ?? ''}`}>
      <Table.Thead>
        <Table.Tr>
          {isOfFailures ? <Table.Th scope="col">{t.batches.reason}</Table.Th> : null}
          <Table.Th scope="col">{t.batches.status}</Table.Th>
          <Table.Th scope="col" ta="end">
            {t.batches.count}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ status, failure, count }) => {
          const reason = failure && t.failureName[failure];
          return (
            <Table.Tr key={`${failure} ${status}`}>
              {isOfFailures ? <Table.Td className={cards.heading ?? ''}>{reason}</Table.Td> : null}
              <Table.Td>
                <StatusBadge status={status} />
              </Table.Td>
              <Table.Td ta="end">
                <TextLink
                  className={classes.count ?? ''}
                  to={links.history(channel, { batch: id, failure, status })}
                >
                  {dates.number(count)}
                  <VisuallyHidden>
                    {` ${[reason, t.status[status]].filter((one) => one !== undefined).join(', ')}`}
                  </VisuallyHidden>
                </TextLink>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
