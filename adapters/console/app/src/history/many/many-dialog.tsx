import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import type { Call } from '../../../../src/contract.ts';
import { useCall } from '../../api/query.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useInnerDialog } from '../../parts/inner-dialog.tsx';
import { useConsole } from '../../state/console.tsx';
import { useDates } from '../../strings/dates.ts';
import { useStrings } from '../../strings/strings.tsx';
import { ManyResult } from './many-result.tsx';
import { type Candidate, divide, type ManyAction } from './outcomes.ts';
import { useMany } from './use-many.ts';

export interface ManyDialogProps {
  readonly channel: Channel;
  readonly action: ManyAction;
  /** Those selected by hand; absent: all that match. */
  readonly chosen: readonly Candidate[] | undefined;
  /** As the calls take it. */
  readonly match: NonNullable<Call<'count'>['query']>;
  /** `isOver`: nothing was left to do. */
  readonly onClose: (isOver: boolean) => void;
}

/** Asks before many messages are acted on, shows how far it is, and what became of them. Closed, nothing goes on. */
export function ManyDialog({ channel, action, chosen, match, onClose }: ManyDialogProps) {
  const t = useStrings();
  const words = t.history.many;
  useInnerDialog(true);
  const many = useMany(channel, action);
  const { phase } = many.run;
  const close = () => {
    many.stop();
    onClose(phase === 'over');
  };
  return (
    <Modal
      opened
      onClose={close}
      title={words.titles[action]}
      centered
      closeOnClickOutside={phase === 'asking'}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {phase === 'asking' ? (
        <Question
          channel={channel}
          action={action}
          chosen={chosen}
          match={match}
          onConfirm={many.start}
          onClose={close}
        />
      ) : (
        <Running many={many} channel={channel} action={action} onClose={close} />
      )}
    </Modal>
  );
}

function Question({
  channel,
  action,
  chosen,
  match,
  onConfirm,
  onClose,
}: Omit<ManyDialogProps, 'onClose'> & {
  readonly onClose: () => void;
  readonly onConfirm: (messages: readonly Candidate[]) => void;
}) {
  const t = useStrings();
  const words = t.history.many;
  const dates = useDates();
  const { allowedFrom } = useConsole().session;
  const { data, error, isFetching, refetch } = useCall(
    'matching',
    { params: { channel }, query: match },
    { enabled: chosen === undefined },
  );
  // What an earlier question found may be otherwise by now.
  const candidates = chosen ?? (isFetching ? undefined : data?.items);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!candidates) return <Text role="status">{words.looking}</Text>;
  const { can, others } = divide(candidates, allowedFrom[action]);
  return (
    <Stack>
      <Text role="status" fw={600}>
        {can.length === 0 ? words.none[action] : words.question[action](can.length)}
      </Text>
      {can.length > 0 ? <Text size="sm">{words.hints[action]}</Text> : null}
      {others.size > 0 ? (
        <div>
          <Text size="sm">{words.leftOut}</Text>
          <ul>
            {[...others].map(([status, all]) => (
              <li key={status}>{words.ofStatus(t.status[status], dates.number(all.length))}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {data?.more ? <Text size="sm">{words.newestOnly(dates.number(candidates.length))}</Text> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {action === 'cancel' ? words.keep : t.common.cancel}
        </Button>
        {can.length > 0 ? (
          <Button color={action === 'cancel' ? 'danger' : 'ink'} onClick={() => onConfirm(can)}>
            {words.confirm[action](can.length)}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}

interface RunningProps {
  readonly many: ReturnType<typeof useMany>;
  readonly channel: Channel;
  readonly action: ManyAction;
  readonly onClose: () => void;
}

function Running({ many, channel, action, onClose }: RunningProps) {
  const t = useStrings();
  const words = t.history.many;
  const dates = useDates();
  const { phase, messages, outcomes, error, isWaiting } = many.run;
  const left = messages.length - outcomes.length;
  return (
    <Stack>
      <Progress
        value={(100 * outcomes.length) / messages.length}
        aria-label={words.titles[action]}
        transitionDuration={0}
      />
      <Text role="status">
        {phase === 'stopped'
          ? words.stopped(dates.number(left))
          : words.progress(dates.number(outcomes.length), dates.number(messages.length))}
        {isWaiting ? ` ${words.waits}` : ''}
      </Text>
      {phase === 'stopped' && error ? <ErrorNote error={error} /> : null}
      {phase === 'running' ? null : (
        <ManyResult channel={channel} action={action} outcomes={outcomes} messages={messages} />
      )}
      <Group justify="flex-end">
        {phase === 'running' ? (
          <Button variant="default" onClick={many.stop} data-autofocus>
            {words.stop}
          </Button>
        ) : null}
        {phase === 'stopped' ? <Button onClick={many.goOn}>{words.goOn}</Button> : null}
        {phase === 'running' ? null : (
          <Button variant="default" onClick={onClose} autoFocus>
            {t.common.close}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
