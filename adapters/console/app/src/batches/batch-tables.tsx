import { Table, VisuallyHidden } from '@mantine/core';
import type { Channel } from 'postern';
import type { Batch } from '../../../src/contract.ts';
import { groupNames, groups } from '../overview/groups.ts';
import { TextLink } from '../parts/app-link.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly batch: Batch;
}

const inOrder = groupNames.flatMap((group) => groups[group]);

/** How many stand at each status that any has, each leading to them. */
export function StatusTable({ channel, batch: { id, counts } }: Props) {
  const t = useStrings();
  const dates = useDates();
  return (
    <Table aria-label={t.batches.statuses} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t.batches.status}</Table.Th>
          <Table.Th scope="col" ta="end">
            {t.batches.count}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {inOrder
          .filter((status) => counts[status] > 0)
          .map((status) => (
            <Table.Tr key={status}>
              <Table.Td>
                <StatusBadge status={status} />
              </Table.Td>
              <Table.Td ta="end">
                <TextLink to={links.history(channel, { batch: id, status })}>
                  {dates.number(counts[status])}
                  <VisuallyHidden>{` ${t.status[status]}`}</VisuallyHidden>
                </TextLink>
              </Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}

/** Why: the most first, each leading to its messages. */
export function FailureTable({ channel, batch: { id, failures } }: Props) {
  const t = useStrings();
  const dates = useDates();
  return (
    <Table aria-label={t.batches.failures} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t.batches.reason}</Table.Th>
          <Table.Th scope="col">{t.batches.status}</Table.Th>
          <Table.Th scope="col" ta="end">
            {t.batches.count}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {failures.map(({ failure, status, count }) => (
          <Table.Tr key={`${failure} ${status}`}>
            <Table.Td>{t.failureName[failure]}</Table.Td>
            <Table.Td>
              <StatusBadge status={status} />
            </Table.Td>
            <Table.Td ta="end">
              <TextLink to={links.history(channel, { batch: id, failure, status })}>
                {dates.number(count)}
                <VisuallyHidden>{` ${t.failureName[failure]}, ${t.status[status]}`}</VisuallyHidden>
              </TextLink>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
