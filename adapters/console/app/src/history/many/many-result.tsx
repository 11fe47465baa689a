import { Anchor, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { shownAddress } from '../../parts/address.tsx';
import { useApi } from '../../state/console.tsx';
import { links } from '../../state/links.ts';
import { useDates } from '../../strings/dates.ts';
import { useStrings } from '../../strings/strings.tsx';
import classes from './many.module.css';
import { type Candidate, isDone, type ManyAction, type Outcome, refusalsOf } from './outcomes.ts';

/** Named of one group, at most. */
const namedAtMost = 50;

interface Props {
  readonly channel: Channel;
  readonly action: ManyAction;
  readonly outcomes: readonly Outcome[];
  readonly messages: readonly Candidate[];
}

/** How many were done, and by why which were not. Links open beside, so that the list stays. */
export function ManyResult({ channel, action, outcomes, messages }: Props) {
  const t = useStrings();
  const words = t.history.many;
  const api = useApi();
  const dates = useDates();
  const done = outcomes.filter(isDone).length;
  const groups = refusalsOf(t, outcomes, messages);
  const refused = outcomes.length - done;
  return (
    <div>
      <Text fw={600}>{words.done[action](done)}</Text>
      {refused > 0 ? <Text fw={600}>{words.refused(dates.number(refused))}</Text> : null}
      <div className={classes.groups}>
        {groups.map(({ sentence, messages: all }) => (
          <section key={sentence} aria-label={sentence}>
            <Text size="sm">{words.group(sentence, dates.number(all.length))}</Text>
            <ul>
              {all.slice(0, namedAtMost).map(({ id, to }) => (
                <li key={id}>
                  <Anchor
                    href={`${api.base}${links.message(channel, id)}`}
                    target="_blank"
                    rel="noreferrer"
                    underline="always"
                  >
                    {to.name ?? shownAddress(to)}
                  </Anchor>
                </li>
              ))}
            </ul>
            {all.length > namedAtMost ? (
              <Text size="sm">{words.others(dates.number(all.length - namedAtMost))}</Text>
            ) : null}
          </section>
        ))}
      </div>
    </div>
  );
}
