import { Table, Text } from '@mantine/core';
import type { AuditEntry } from '../../../src/contract.ts';
import cards from '../parts/cards.module.css';
import { Moment } from '../parts/moment.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './audit.module.css';
import { Detail } from './detail.tsx';
import { Subject } from './subject.tsx';
import { wordsOf } from './words.ts';

export function AuditRows({ items }: { readonly items: readonly AuditEntry[] }) {
  const t = useStrings();
  return (
    <Table
      className={`${cards.table ?? ''} ${classes.table ?? ''}`}
      verticalSpacing="sm"
      horizontalSpacing="md"
      aria-label={t.audit.list}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t.audit.at}</Table.Th>
          <Table.Th scope="col">{t.audit.actor}</Table.Th>
          <Table.Th scope="col">{t.audit.action}</Table.Th>
          <Table.Th scope="col">{t.audit.subject}</Table.Th>
          <Table.Th scope="col">{t.audit.detail}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((entry) => (
          <Table.Tr key={entry.id}>
            <Table.Td className={classes.at ?? ''}>
              <Moment at={entry.at} />
            </Table.Td>
            <Table.Td>
              {entry.actor ?? (
                <Text span inherit c="dimmed">
                  {t.audit.unnamed}
                </Text>
              )}
            </Table.Td>
            <Table.Td className={cards.heading ?? ''}>{wordsOf(t, entry.action)}</Table.Td>
            <Table.Td className={cards.whole ?? ''}>
              <Subject of={entry} />
            </Table.Td>
            <Table.Td className={cards.whole ?? ''}>
              <Detail of={entry} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
