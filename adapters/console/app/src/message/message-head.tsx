import { Text } from '@mantine/core';
import type { MessageDetail } from '../../../src/contract.ts';
import { Address, shownAddress } from '../parts/address.tsx';
import { TextLink } from '../parts/app-link.tsx';
import { Breakable } from '../parts/breakable.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { mailbox } from '../parts/mailbox.ts';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './message.module.css';

/** What it is about, who it goes to and when: what one opens a message for. */
export function MessageHead({ message }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const dates = useDates();
  const { to, subject } = message;
  const { term, at } = timeOf(message);
  return (
    <>
      <Text
        className={classes.title ?? ''}
        fw={650}
        size="xl"
        mt="xs"
        tabIndex={-1}
        data-home
        style={{ overflowWrap: 'anywhere' }}
      >
        {subject ?? to.name ?? <Address of={to} />}
      </Text>
      <dl className={classes.head}>
        <div>
          <dt>{t.message.to}</dt>
          <dd>
            <span title={to.address}>
              <Breakable text={mailbox(to)} />
            </span>
            <CopyButton value={to.address} what={shownAddress(to)} />
            {to.consumerId === undefined ? null : (
              <TextLink to={links.consumer(to.consumerId)}>{t.message.consumer}</TextLink>
            )}
          </dd>
        </div>
        <div>
          <dt>{t.message[term]}</dt>
          <dd>
            <time dateTime={at}>{dates.full(at)}</time>
          </dd>
        </div>
      </dl>
    </>
  );
}

/** When it went, or is to go, or else when it was written. */
function timeOf({ status, sentAt, scheduledAt, createdAt }: MessageDetail) {
  if (sentAt !== undefined) return { term: 'sentAt', at: sentAt } as const;
  if (status === 'scheduled' && scheduledAt !== undefined) {
    return { term: 'scheduledAt', at: scheduledAt } as const;
  }
  return { term: 'created', at: createdAt } as const;
}
