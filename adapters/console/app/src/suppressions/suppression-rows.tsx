import { Table } from '@mantine/core';
import type { Channel } from 'postern';
import { useState } from 'react';
import type { SuppressionPage } from '../../../src/contract.ts';
import { Address } from '../parts/address.tsx';
import cards from '../parts/cards.module.css';
import { Moment } from '../parts/moment.tsx';
import { usePermissions } from '../state/console.tsx';
import { useTopicName, useTopics } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';
import { RemoveButton } from './remove-button.tsx';
import { sourceOf } from './source.ts';
import classes from './suppressions.module.css';

interface Props {
  readonly channel: Channel;
  readonly items: readonly SuppressionPage['items'][number][];
}

export function SuppressionRows({ channel, items }: Props) {
  const t = useStrings();
  const { manage } = usePermissions();
  // After a removal one goes on at the next row.
  const [home, setHome] = useState<string>();
  const topicName = useTopicName();
  // Most services have no topics.
  const hasTopics = useTopics().length > 0 || items.some(({ topic }) => topic !== undefined);
  return (
    <Table
      className={cards.table ?? ''}
      verticalSpacing="sm"
      horizontalSpacing="sm"
      aria-label={t.suppressions.list}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t.suppressions.address[channel]}</Table.Th>
          {hasTopics ? <Table.Th scope="col">{t.suppressions.topic}</Table.Th> : null}
          <Table.Th scope="col">{t.suppressions.reason}</Table.Th>
          <Table.Th scope="col">{t.suppressions.source}</Table.Th>
          <Table.Th scope="col">{t.suppressions.since}</Table.Th>
          {manage ? (
            <Table.Th scope="col">
              <span className="postern-hidden">{t.common.remove}</span>
            </Table.Th>
          ) : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item, index) => (
          <Table.Tr key={keyOf(item)}>
            <Table.Td className={`${cards.heading ?? ''} ${classes.address ?? ''}`}>
              <Address of={item} />
            </Table.Td>
            {hasTopics ? (
              <Table.Td className={classes.source ?? ''}>
                {topicName(item.topic) ?? t.suppressions.everything}
              </Table.Td>
            ) : null}
            <Table.Td>{t.suppressions.reasons[item.reason]}</Table.Td>
            <Table.Td className={classes.source ?? ''}>
              {sourceOf(t.suppressions.sources, item.source)}
            </Table.Td>
            <Table.Td>
              <Moment at={item.at} />
            </Table.Td>
            {manage ? (
              <Table.Td>
                <RemoveButton
                  channel={channel}
                  suppression={item}
                  isHome={keyOf(item) === home}
                  onRemoved={() => setHome(keyOf(items[index + 1] ?? items[index - 1]))}
                />
              </Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** An address may have several entries. */
function keyOf(item: Props['items'][number] | undefined): string | undefined {
  return item && [item.address, item.topic, item.reason].join('\n');
}
