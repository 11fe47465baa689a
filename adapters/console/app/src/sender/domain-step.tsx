import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDocumentVisibility, useInterval } from '@mantine/hooks';
import { useEffect } from 'react';
import type { Domain, EmailSenderState } from '../../../src/contract.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf, useCall } from '../api/query.ts';
import { shownAddress } from '../parts/address.tsx';
import { ButtonLink } from '../parts/app-link.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Icon } from '../parts/icons.tsx';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useFailure } from '../parts/use-failure.ts';
import { useConsole, usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { Finding } from './finding.tsx';
import { RecordLists } from './record-lists.tsx';
import { RotateKeys } from './rotate-keys.tsx';
import { useWhich } from './which.ts';

const recheckMs = 30_000;

/** Step 3: the records, and whether they are there. Its heading stands from the start: it is what one arrives at. */
export function DomainStep({ sender }: { readonly sender: EmailSenderState }) {
  const which = useWhich();
  const t = useStrings();
  const { data, error, refetch } = useCall('domain', which);
  const address = shownAddress(sender);
  const known = data ?? {
    domain: address.slice(address.lastIndexOf('@') + 1),
    validated: sender.domainValidated,
    readableDomain: undefined,
  };
  const title = (known.validated ? t.sender.domainDone : t.sender.domainTitle)(
    known.readableDomain ?? known.domain,
  );
  return (
    <Panel isHome title={title}>
      {data ? (
        <DomainRecords domain={data} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton h={320} />
      )}
    </Panel>
  );
}

function DomainRecords({ domain }: { readonly domain: Domain }) {
  const which = useWhich();
  const t = useStrings();
  const dates = useDates();
  const { manage, send } = usePermissions();
  const { features } = useConsole().session;
  const fail = useFailure();
  const check = useChange('checkDomain', {
    refreshes: ['emailSender', 'emailOverview', 'senders'],
    apply: (client, answer) => client.setQueryData(keyOf('domain', which), answer),
  });
  const canCheck = manage && features.domainCheck;
  const isOpen = domain.transports.some(({ domainValidated }) => !domainValidated);
  useRecheck(canCheck && isOpen, () => {
    if (!check.isPending) check.mutate(which);
  });
  const lines = domain.records.map(({ type, host, value }) => t.sender.copyAllText(type, host, value));

  return (
    <Stack>
      <Text>
        {domain.validated
          ? isOpen
            ? t.sender.provider.partly
            : t.sender.domainDoneHint
          : t.sender.domainHint}
      </Text>
      {domain.readableDomain === undefined ? null : (
        <Text>{t.sender.domainInDns(domain.readableDomain, domain.domain)}</Text>
      )}
      {domain.validated && send ? (
        <Group>
          <ButtonLink to={links.compose('email')} leftSection={<Icon name="compose" />}>
            {t.nav.compose}
          </ButtonLink>
        </Group>
      ) : null}
      <Group gap="sm">
        {canCheck ? (
          <SteadyButton
            variant={domain.validated ? 'default' : 'filled'}
            busy={check.isPending}
            leftSection={<Icon name="retry" size={16} />}
            onClick={() => check.mutate(which, { onError: fail })}
          >
            {check.isPending ? t.sender.checking : t.sender.check}
          </SteadyButton>
        ) : null}
        <CopyButton
          value={lines.join('\n')}
          what={domain.readableDomain ?? domain.domain}
          label={t.sender.copyAll}
        />
        {manage && domain.transports[0]?.rotatesKeys ? <RotateKeys /> : null}
      </Group>
      <div role="status">
        <Summary domain={domain} />
        <Text size="sm" c="dimmed">
          {domain.checkedAt ? t.sender.checkedAt(dates.short(domain.checkedAt)) : t.sender.neverChecked}
          {canCheck && isOpen ? ` · ${t.sender.recheck}` : ''}
        </Text>
      </div>
      {domain.notices.map((notice) => (
        <Finding key={notice.code} finding={notice} />
      ))}
      <RecordLists domain={domain} />
    </Stack>
  );
}

/** What the check came to, in one sentence. */
function Summary({ domain }: { readonly domain: Domain }) {
  const t = useStrings();
  if (domain.records.every(({ status }) => status === 'unchecked')) return null;
  const open = domain.records.filter(({ status, optional }) => status !== 'passed' && !optional);
  if (open.length === 0) {
    return <Text fw={600}>{t.sender.checkPassed}</Text>;
  }
  if (open.every(({ status }) => status === 'unknown')) {
    return <Note kind="info">{t.sender.checkUnknown}</Note>;
  }
  return <Text fw={600}>{t.sender.checkFailed(open.length, domain.records.length)}</Text>;
}

/** Looks again by itself while somebody looks at the page. */
function useRecheck(wanted: boolean, recheck: () => void): void {
  const visible = useDocumentVisibility() === 'visible';
  const { start, stop } = useInterval(recheck, recheckMs);
  useEffect(() => {
    if (wanted && visible) start();
    return stop;
  }, [wanted, visible, start, stop]);
}
