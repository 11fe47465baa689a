import { SimpleGrid, Text } from '@mantine/core';
import type { Channel, MessageStatus } from 'postern';
import { TextLink } from '../parts/app-link.tsx';
import { Panel } from '../parts/panel.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { countOf, groups, taken } from './groups.ts';
import classes from './overview.module.css';

interface Props {
  readonly channel: Channel;
  readonly sent: number;
  readonly counts: Readonly<Record<MessageStatus, number>>;
  /** More wait than were counted. */
  readonly moreWaiting?: true | undefined;
}

/** How many were sent, and what needs a look. */
export function Tiles({ channel, sent, counts, moreWaiting }: Props) {
  const t = useStrings();
  const waiting = countOf('waiting', counts);
  const failed = countOf('failed', counts);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
      <Tile
        label={t.overview.sent[channel]}
        value={sent}
        hint={t.overview.sentHint}
        to={links.history(channel, { status: taken.join(',') })}
      />
      <Tile
        label={t.overview.waiting}
        value={waiting}
        more={moreWaiting}
        hint={t.overview.waitingHint}
        to={links.history(channel, { status: groups.waiting.join(',') })}
      />
      <Tile
        label={t.overview.failed}
        value={failed}
        hint={t.overview.failedHint}
        to={links.history(channel, { status: groups.failed.join(',') })}
      />
    </SimpleGrid>
  );
}

interface TileProps {
  readonly label: string;
  readonly value: number;
  /** It is at least so many. */
  readonly more?: true | undefined;
  readonly hint: string;
  readonly to: string;
}

function Tile({ label, value, more, hint, to }: TileProps) {
  const dates = useDates();
  return (
    <Panel pos="relative">
      <Text className={classes.number}>
        {dates.number(value)}
        {more ? '+' : ''}
      </Text>
      <Text fw={600}>
        <TextLink to={to} className={classes.tileLink ?? ''}>
          {label}
        </TextLink>
      </Text>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    </Panel>
  );
}
