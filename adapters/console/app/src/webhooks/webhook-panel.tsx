import { Group, Stack, Text, Title } from '@mantine/core';
import { useId, useState } from 'react';
import type { Webhook } from '../../../src/contract.ts';
import { Breakable } from '../parts/breakable.tsx';
import { Panel } from '../parts/panel.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useDates } from '../strings/dates.ts';
import { useLanguage, useStrings } from '../strings/strings.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { EditWebhook } from './edit-webhook.tsx';
import type { NewSecret } from './secret-note.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import classes from './webhooks.module.css';

interface Props {
  readonly webhook: Webhook;
  readonly onSecret: (secret: NewSecret) => void;
}

/** One webhook: where it goes, how it fares, and what can be done with it. */
export function WebhookPanel({ webhook, onSecret }: Props) {
  const t = useStrings();
  const id = useId();
  const [showsLog, setShowsLog] = useState(false);
  const [edits, setEdits] = useState(false);
  const actions = useKeptFocus<HTMLDivElement>(edits);
  const { url, description, types, inCode = false, disabled } = webhook;
  return (
    <Panel aria-labelledby={id}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} id={id} className={classes.url ?? ''}>
            <Breakable text={url} />
          </Title>
          <Group gap={6} wrap="nowrap">
            {inCode ? <span className={classes.badge}>{t.webhooks.inCode}</span> : null}
            <span className={classes.badge} data-off={disabled !== undefined}>
              {disabled ? t.webhooks.disabled : t.webhooks.active}
            </span>
          </Group>
        </Group>
        {description === undefined ? null : <Text style={{ overflowWrap: 'anywhere' }}>{description}</Text>}
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t.webhooks.types}
          {t.common.colon}
          {types ? types.join(', ') : t.webhooks.all}
        </Text>
        <Fares webhook={webhook} />
        {inCode ? (
          <Text size="sm" c="dimmed">
            {t.webhooks.inCodeHint}
          </Text>
        ) : null}
        <div ref={actions}>
          <WebhookActions
            webhook={webhook}
            showsLog={showsLog}
            onLog={() => setShowsLog((before) => !before)}
            edits={edits}
            onEdit={() => setEdits((before) => !before)}
            onSecret={onSecret}
          />
        </div>
        {edits ? <EditWebhook webhook={webhook} onClose={() => setEdits(false)} /> : null}
        {showsLog ? <DeliveryLog webhook={webhook} /> : null}
      </Stack>
    </Panel>
  );
}

/** Since when, why not, and what waits. */
function Fares({ webhook }: Pick<Props, 'webhook'>) {
  const t = useStrings();
  const dates = useDates();
  const { locale } = useLanguage();
  const { createdAt, createdBy, disabled, waiting, parked } = webhook;
  const count = (of: number) => new Intl.NumberFormat(locale).format(of);
  const added =
    createdBy === undefined
      ? t.webhooks.created(dates.short(createdAt))
      : t.webhooks.createdBy(dates.short(createdAt), createdBy);
  const facts = [
    added,
    ...(waiting > 0 ? [t.webhooks.waiting(count(waiting))] : []),
    ...(parked > 0 ? [t.webhooks.parked(count(parked))] : []),
  ];
  return (
    <>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {facts.join(' · ')}
      </Text>
      {disabled ? (
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {t.webhooks.reasons[disabled.reason]}, {t.webhooks.since(dates.short(disabled.at))}
          {disabled.by === undefined ? '' : ` (${disabled.by})`}
        </Text>
      ) : null}
      {parked > 0 ? <Text size="sm">{t.webhooks.parkedHint}</Text> : null}
    </>
  );
}
