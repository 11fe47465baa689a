import { Button, Checkbox, Group, VisuallyHidden } from '@mantine/core';
import type { Message } from '../../../../src/contract.ts';
import { useCall } from '../../api/query.ts';
import { Icon, type IconName } from '../../parts/icons.tsx';
import { useDates } from '../../strings/dates.ts';
import { useStrings } from '../../strings/strings.tsx';
import { ExportMessages } from '../export-messages.tsx';
import classes from './many.module.css';
import type { ManyAction } from './outcomes.ts';
import type { Selecting } from './selection.ts';

interface Props extends Selecting {
  /** Those that are loaded, as they stand now. */
  readonly messages: readonly Message[];
  /** There are more than are loaded. */
  readonly hasMore: boolean;
}

const actions: readonly (readonly [ManyAction, IconName])[] = [
  ['retry', 'retry'],
  ['cancel', 'cross'],
  ['sendAgain', 'send'],
];

/** Above the list: selects all of it, says how many are selected, and acts on them. */
export function ManyBar({ channel, selection, messages, hasMore, match, onAct }: Props) {
  const t = useStrings();
  const words = t.history.many;
  const dates = useDates();
  const { chosen, isAll } = selection;
  const shown = messages.filter(({ id }) => selection.has(id)).length;
  const isWhole = shown === messages.length && messages.length > 0;
  const counted = useCall('count', { params: { channel }, query: match }, { enabled: isWhole && hasMore });
  const matching = counted.data && `${dates.number(counted.data.count)}${counted.data.more ? '+' : ''}`;
  const isAny = isAll || chosen.size > 0;
  const latest = new Map(messages.map((one) => [one.id, one]));
  return (
    <section className={`${classes.bar} postern-screen`} data-any={isAny || undefined} aria-label={words.bar}>
      <Group gap="sm">
        <Checkbox
          checked={isWhole}
          indeterminate={isAny && !isWhole}
          label={
            isAny
              ? isAll
                ? words.allSelected(matching ?? '')
                : words.selected(dates.number(chosen.size))
              : words.shown(dates.number(messages.length))
          }
          onChange={() => selection.setShown(messages, !isAny)}
        />
        {isWhole && hasMore && !isAll && matching !== undefined ? (
          <Button size="compact-sm" variant="subtle" onClick={selection.selectAll}>
            {words.all(matching)}
          </Button>
        ) : null}
        {isAny && onAct
          ? actions.map(([name, icon]) => (
              <Button
                key={name}
                size="compact-sm"
                variant="default"
                leftSection={<Icon name={icon} size={14} />}
                onClick={() =>
                  onAct(
                    name,
                    isAll ? undefined : [...chosen.values()].map((one) => latest.get(one.id) ?? one),
                  )
                }
              >
                {words.actions[name]}
              </Button>
            ))
          : null}
        {isAny ? (
          <ExportMessages
            channel={channel}
            match={match}
            chosen={isAll ? undefined : [...chosen.keys()]}
            ofSelected
          />
        ) : null}
        <VisuallyHidden role="status">
          {isAny
            ? isAll
              ? words.allSelected(matching ?? '')
              : words.selected(dates.number(chosen.size))
            : ''}
        </VisuallyHidden>
      </Group>
    </section>
  );
}
