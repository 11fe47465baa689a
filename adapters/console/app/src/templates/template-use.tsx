import { Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useCall } from '../api/query.ts';
import { TextLink } from '../parts/app-link.tsx';
import { Moment } from '../parts/moment.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  readonly id: string;
}

/** When messages were last made by a template and how many of late, with the way to them. */
export function TemplateUse({ channel, id }: Props) {
  const t = useStrings();
  const dates = useDates();
  const { data } = useCall('templateUse', { params: { channel, id } });
  if (!data) return null;
  const { last, recent, searchedBackTo } = data;
  return (
    <Text size="sm" c="dimmed">
      {last ? (
        <>
          {t.templates.lastUsed} <Moment at={last.at} />.{' '}
          <TextLink to={links.history(channel, { template: id })}>
            {t.templates.recent(recent.count, recent.more, recent.days)}
          </TextLink>
        </>
      ) : searchedBackTo === undefined ? (
        t.templates.neverUsed
      ) : (
        t.templates.unusedSince(dates.short(searchedBackTo))
      )}
    </Text>
  );
}
