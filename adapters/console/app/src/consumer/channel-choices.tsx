import { Text, Title } from '@mantine/core';
import { useId } from 'react';
import type { Choices } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { Address, shownAddress } from '../parts/address.tsx';
import { TextLink } from '../parts/app-link.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { links } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useTopicName } from '../state/topics.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { ChoiceRow } from './choice-row.tsx';
import classes from './consumer.module.css';

/** No topic's id. */
const everything = '';

interface Props {
  /** The person's. */
  readonly id: string;
  readonly choices: Choices;
}

/** Everything, and each topic: whether it goes to one address, since when not, and the way to change it. */
export function ChannelChoices({ id, choices }: Props) {
  const t = useStrings();
  const dates = useDates();
  const heading = useId();
  const topicName = useTopicName();
  const { notify } = useNotices();
  const fail = useFailure();
  const { channel, optedOut, since, held, topics } = choices;
  const where = shownAddress(choices);
  const change = useChange('setPreferences', {
    refreshes: ['preferences', 'suppressions', 'findSuppression'],
    apply: (client, answer) => client.setQueryData(['preferences', { params: { id } }], answer),
  });
  /** `undefined`: everything. */
  const set = (topic: string | undefined, gets: boolean, onDone: () => void) => {
    const name = topicName(topic) ?? t.topics.everything;
    change.mutate(
      {
        params: { id, channel },
        body: topic === undefined ? { optedOut: !gets } : { topics: { [topic]: gets } },
      },
      {
        onSuccess: () => {
          const said = gets ? t.topics.optedIn(name, where) : t.topics.optedOut(name, where);
          notify({ kind: 'done', text: said });
        },
        onError: fail,
        onSettled: onDone,
      },
    );
  };
  const pending = change.isPending
    ? (Object.keys(change.variables.body.topics ?? {})[0] ?? everything)
    : undefined;
  const out = (at: string | undefined) => t.topics.out(dates.short(at ?? ''));
  const stateOf = (topic: Choices['topics'][number]): string => {
    if (!topic.subscribed) return out(topic.since);
    const { held: own } = topic;
    if (own) return t.topics.heldTopic(t.suppressions.reasons[own.reason], dates.short(own.at));
    if (optedOut) return t.topics.allOut;
    return held ? t.topics.notOut : t.topics.gets;
  };
  return (
    <section aria-labelledby={heading}>
      <Title order={3} size="1rem" id={heading} className={classes.where ?? ''}>
        {t.channel[channel]}
        {t.common.colon}
        <Address of={choices} />
      </Title>
      {held ? (
        <Text size="sm" mt={4}>
          {t.topics.heldBy(t.suppressions.reasons[held.reason], dates.short(held.at))}{' '}
          <TextLink to={links.suppressions(channel)}>{t.compose.toSuppressions}</TextLink>
        </Text>
      ) : null}
      <ul className={classes.choices} aria-label={t.topics.choices(where)}>
        <ChoiceRow
          name={t.topics.everything}
          where={where}
          isOut={optedOut}
          state={optedOut ? out(since) : t.topics.notOut}
          busy={pending === everything}
          onChange={(gets, onDone) => set(undefined, gets, onDone)}
        />
        {topics.map((topic) => (
          <ChoiceRow
            key={topic.id}
            name={topicName(topic.id) ?? topic.id}
            where={where}
            isOut={!topic.subscribed}
            // What was chosen of a topic stands, and matters again once everything is not off.
            isIdle={optedOut}
            state={stateOf(topic)}
            busy={pending === topic.id}
            onChange={(gets, onDone) => set(topic.id, gets, onDone)}
          />
        ))}
      </ul>
    </section>
  );
}
