import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { MessageDetail } from '../../../src/contract.ts';
import { TextLink } from '../parts/app-link.tsx';
import { Breakable } from '../parts/breakable.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { wholeMailbox } from '../parts/mailbox.ts';
import { links } from '../state/links.ts';
import { useTopicName } from '../state/topics.ts';
import { useDates } from '../strings/dates.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './message.module.css';

/** The facts of the record; what is not known is left out. */
export function Details({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const dates = useDates();
  const time = (at: string | undefined) => (at === undefined ? undefined : dates.full(at));
  const { channel, to, sender, content, origin, actor, template, reference, batch, attempts } = message;
  const topic = useTopicName()(message.topic);
  const replyTo = content?.replyTo;
  const transport =
    message.transport !== undefined && message.reportsDelivery === false
      ? t.message.noReports(message.transport)
      : message.transport;
  return (
    <>
      <dl className={classes.details}>
        <Fact term={t.message.to}>{wholeMailbox(to)}</Fact>
        <Fact term={t.message.from}>{wholeMailbox(sender)}</Fact>
        <Fact term={t.compose.replyTo}>{replyTo && wholeMailbox(replyTo)}</Fact>
        <Fact term={t.message.origin}>
          {origin === 'web' && actor !== undefined ? t.message.originBy(actor) : t.message.origins[origin]}
        </Fact>
        <Fact term={t.message.template}>{template?.name}</Fact>
        <Fact term={t.history.filters.reference}>
          {reference === undefined ? undefined : (
            <TextLink to={links.history(channel, { reference })}>{shown(reference)}</TextLink>
          )}
        </Fact>
        <Fact term={t.history.filters.batch}>
          {batch === undefined ? undefined : (
            <TextLink to={links.batch(channel, batch)}>{shown(batch)}</TextLink>
          )}
        </Fact>
        <Fact term={t.history.filters.topic}>{topic}</Fact>
        <Fact term={t.message.essential}>{message.essential ? t.message.essentialHint : undefined}</Fact>
        <Fact term={t.templates.priority}>
          {message.priority === 'normal' ? undefined : t.priorities[message.priority]}
        </Fact>
        <Fact term={t.message.created}>{time(message.createdAt)}</Fact>
        <Fact term={t.message.scheduledAt}>{time(message.scheduledAt)}</Fact>
        <Fact term={t.message.dueAt}>{time(message.dueAt)}</Fact>
        <Fact term={t.message.sentAt}>{time(message.sentAt)}</Fact>
        <Fact term={t.message.expiresAt}>{time(message.expiresAt)}</Fact>
        <Fact term={t.message.attempts}>{attempts > 0 ? dates.number(attempts) : undefined}</Fact>
        <Fact term={t.message.transport}>{transport}</Fact>
        <Fact term={t.message.providerId}>{message.providerId}</Fact>
        <Fact term={t.message.messageId}>{message.messageId}</Fact>
        <Fact term={t.message.inReplyTo}>{content?.inReplyTo && <Answered {...content.inReplyTo} />}</Fact>
        <Fact term={t.message.id}>{message.id}</Fact>
        {Object.entries(message.metadata ?? {}).map(([name, value]) => (
          <Fact key={name} term={<span title={t.message.metadata}>{name}</span>}>
            {value}
          </Fact>
        ))}
      </dl>
      <Group mt="sm">
        <CopyButton value={window.location.href} what={t.message.title} label={t.message.link} />
      </Group>
    </>
  );
}

/** Leads to the message answered where it is one of ours. */
function Answered({ messageId, id }: { readonly messageId: string; readonly id?: string | undefined }) {
  const t = useStrings();
  const [path] = useLocation();
  const [parameters] = useSearchParams();
  if (id === undefined) return <Breakable text={messageId} />;
  const next = new URLSearchParams(parameters);
  next.set('message', id);
  return (
    <>
      <TextLink to={`${path}?${next.toString()}`}>{t.message.answered}</TextLink>
      <span className={classes.answered}>
        <Breakable text={messageId} />
      </span>
    </>
  );
}

function Fact({ term, children }: { readonly term: ReactNode; readonly children: ReactNode }) {
  if (children === undefined || children === '') return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{typeof children === 'string' ? <Breakable text={children} /> : children}</dd>
    </div>
  );
}
