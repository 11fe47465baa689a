import { Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Webhook, WebhookDeliveryPage } from '../../../src/contract.ts';
import cards from '../parts/cards.module.css';
import { ErrorNote } from '../parts/error-note.tsx';
import { ListFoot } from '../parts/list-foot.tsx';
import { Moment } from '../parts/moment.tsx';
import { useApi } from '../state/console.tsx';
import { useLanguage, useStrings } from '../strings/strings.tsx';
import { resultOf } from './result.ts';
import classes from './webhooks.module.css';

const pageSize = 20;
const everyMs = 10_000;

/** What was posted to a webhook, newest first. */
export function DeliveryLog({ webhook: { id, url } }: { readonly webhook: Webhook }) {
  const t = useStrings();
  const { locale } = useLanguage();
  const api = useApi();
  const result = useInfiniteQuery({
    queryKey: ['webhookDeliveries', id],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'webhookDeliveries',
        { params: { id }, query: { cursor: pageParam, limit: pageSize } },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: WebhookDeliveryPage) => next,
    refetchInterval: everyMs,
  });
  const items = result.data?.pages.flatMap((page) => page.items) ?? [];
  if (result.isPending) return <Skeleton h={90} />;
  if (result.error && items.length === 0)
    return <ErrorNote error={result.error} onRetry={() => void result.refetch()} />;
  if (items.length === 0) return <Text c="dimmed">{t.webhooks.logEmpty}</Text>;
  return (
    <div>
      <Table
        className={`${cards.table ?? ''} ${classes.table ?? ''}`}
        verticalSpacing="xs"
        horizontalSpacing="sm"
        aria-label={t.webhooks.logOf(url)}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.webhooks.type}</Table.Th>
            <Table.Th scope="col">{t.webhooks.at}</Table.Th>
            <Table.Th scope="col">{t.webhooks.attempt}</Table.Th>
            <Table.Th scope="col">{t.webhooks.result}</Table.Th>
            <Table.Th scope="col">{t.webhooks.ms}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((delivery) => (
            <Table.Tr key={delivery.id}>
              <Table.Td className={`${cards.heading ?? ''} ${classes.type ?? ''}`} title={delivery.eventId}>
                {delivery.type}
              </Table.Td>
              <Table.Td>
                <Moment at={delivery.at} />
              </Table.Td>
              <Table.Td data-label={t.webhooks.attempt}>{delivery.attempt}</Table.Td>
              <Table.Td fw={delivery.failure === undefined ? 400 : 600}>{resultOf(t, delivery)}</Table.Td>
              <Table.Td>{t.webhooks.took(new Intl.NumberFormat(locale).format(delivery.ms))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <ListFoot of={result} compact />
    </div>
  );
}
