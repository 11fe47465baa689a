import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useCancelBatch } from '../../batches/use-cancel-batch.ts';
import { ButtonLink } from '../../parts/app-link.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useInnerDialog } from '../../parts/inner-dialog.tsx';
import { Note } from '../../parts/note.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { SteadyButton } from '../../parts/steady-button.tsx';
import { links } from '../../state/links.ts';
import { useDates } from '../../strings/dates.ts';
import { useStrings } from '../../strings/strings.tsx';
import { LanguageList } from './language-list.tsx';
import { MissedList } from './missed-list.tsx';
import type { Many } from './use-many.ts';

interface Props {
  readonly channel: Channel;
  readonly many: Many;
}

/** Says before what it would come to, shows how far it has come, and stops it. */
export function ManyDialog({ channel, many }: Props) {
  const t = useStrings();
  const { stage } = many;
  useInnerDialog(stage !== undefined);
  const isSending = stage?.kind === 'sending';
  return (
    <Modal
      opened={stage !== undefined}
      // What is being sent is stopped by its own button.
      onClose={isSending ? () => {} : many.close}
      withCloseButton={!isSending}
      title={t.many.title[channel]}
      centered
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stage channel={channel} many={many} />
    </Modal>
  );
}

function Stage({ channel, many }: Props) {
  const t = useStrings();
  const dates = useDates();
  const cancel = useCancelBatch(channel);
  const { stage } = many;
  if (!stage) return null;
  switch (stage.kind) {
    case 'checking':
      return (
        <Stack>
          <Bar done={stage.done} total={stage.total} label={t.many.checking} />
          <Group justify="flex-end">
            <Button variant="default" onClick={many.close} data-autofocus>
              {t.common.cancel}
            </Button>
          </Group>
        </Stack>
      );
    case 'unchecked':
      return <ErrorNote error={stage.error} />;
    case 'checked': {
      const { good, missed, segments } = stage.checked;
      const all = good.length + missed.length;
      return (
        <Stack>
          <Text role="status" fw={600}>
            {t.many.sendable(dates.number(good.length), dates.number(all))}
          </Text>
          {segments > 0 ? <Text size="sm">{t.many.segments(segments, dates.number(segments))}</Text> : null}
          <LanguageList checked={stage.checked} />
          {missed.length > 0 ? <MissedList missed={missed} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={many.close} data-autofocus>
              {t.common.cancel}
            </Button>
            {good.length > 0 ? (
              <Button onClick={many.send}>{t.many.send(good.length, dates.number(good.length))}</Button>
            ) : null}
          </Group>
        </Stack>
      );
    }
    case 'sending':
      return (
        <Stack>
          <Bar done={stage.tally.done} total={stage.total} label={t.many.sending} />
          <Text size="sm">{t.many.stayOpen}</Text>
          <Group justify="flex-end">
            <SteadyButton variant="default" busy={stage.stopping} onClick={many.stop} data-autofocus>
              {t.many.stop}
            </SteadyButton>
          </Group>
        </Stack>
      );
    case 'halted':
      return (
        <Stack>
          {stage.error === undefined ? (
            <Note kind="info" alert>
              {t.many.stopped(dates.number(stage.tally.done), dates.number(stage.total))}
            </Note>
          ) : (
            <>
              <ErrorNote error={stage.error} />
              <Text>{t.many.cutOff(dates.number(stage.tally.done), dates.number(stage.total))}</Text>
            </>
          )}
          <Group justify="flex-end" gap="sm">
            {stage.tally.done > 0 ? (
              <>
                <ButtonLink variant="default" to={links.batch(channel, many.batchOf())}>
                  {t.many.look}
                </ButtonLink>
                <SteadyButton
                  variant="default"
                  busy={cancel.isPending}
                  onClick={() => cancel.mutate(many.batchOf())}
                >
                  {t.batches.stop}
                </SteadyButton>
              </>
            ) : null}
            <Button onClick={() => many.goOn(stage.tally)}>{t.many.goOn}</Button>
          </Group>
        </Stack>
      );
  }
}

interface BarProps {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

function Bar({ done, total, label }: BarProps) {
  const t = useStrings();
  const dates = useDates();
  return (
    <div>
      <ProgressBar label={label} value={done} max={total} />
      <Text role="status" size="sm">
        {t.many.progress(label, dates.number(done), dates.number(total))}
      </Text>
    </div>
  );
}
