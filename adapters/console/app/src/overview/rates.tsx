import { SimpleGrid, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { Panel } from '../parts/panel.tsx';
import { channelFacts } from '../state/channels.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './overview.module.css';

const days = 30;
const shownEveryMs = 60_000;
/** Of fewer, one alone would be over a limit. */
const fewest = 100;

/** How much bounces and is complained of, beside what mailbox providers bear; nothing where nothing was handed over. */
export function Rates({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { rateLimits } = channelFacts[channel];
  const { data } = useCall(
    'outcomes',
    { params: { channel }, query: { days } },
    { every: shownEveryMs, enabled: rateLimits !== undefined },
  );
  if (!rateLimits || !data || data.sent === 0) return null;
  return (
    <Panel title={t.overview.rates.title}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
        {(['bounced', 'complained'] as const).map((what) => (
          <Rate key={what} what={what} count={data[what]} sent={data.sent} limit={rateLimits[what]} />
        ))}
      </SimpleGrid>
    </Panel>
  );
}

interface Props {
  readonly what: 'bounced' | 'complained';
  readonly count: number;
  readonly sent: number;
  readonly limit: number;
}

function Rate({ what, count, sent, limit }: Props) {
  const t = useStrings();
  const dates = useDates();
  const share = count / sent;
  const words = t.overview.rates;
  const over = share > limit;
  const verdict = over ? words.over : words.under;
  return (
    <div>
      <Text fw={600}>{words[what]}</Text>
      <Text className={classes.rate ?? ''}>{dates.percent(share)}</Text>
      <svg className={classes.share} viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">
        <rect
          className={classes.bar}
          data-group={over ? 'over' : 'under'}
          width={Math.min(200, (100 * share) / limit)}
          height={10}
        />
        <line className={classes.limit} x1={100} x2={100} y1={0} y2={10} vectorEffect="non-scaling-stroke" />
      </svg>
      <Text size="sm" mt={6}>
        {words.of(dates.number(count), dates.number(sent))}{' '}
        {sent < fewest ? words.few : verdict(dates.percent(limit))}
      </Text>
    </div>
  );
}
