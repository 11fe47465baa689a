import { Group, Text } from '@mantine/core';
import { useStrings } from '../strings/strings.tsx';
import { SteadyButton } from './steady-button.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

interface Props {
  /** Of the list that it stands under, as `useInfiniteQuery` answers it. */
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  /** Within a panel that holds other things as well. */
  readonly compact?: boolean;
}

/** What stands under a list of pages: the way to the next one, or that there is none, which then takes the focus. */
export function ListFoot({ of: { hasNextPage, isFetchingNextPage, fetchNextPage }, compact = false }: Props) {
  const t = useStrings();
  const foot = useKeptFocus<HTMLDivElement>(hasNextPage);
  return (
    <Group justify="center" {...(compact ? { pt: 'sm' } : { py: 'md' })} ref={foot}>
      {hasNextPage ? (
        <SteadyButton
          size={compact ? 'xs' : 'sm'}
          variant="default"
          busy={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t.common.loadMore}
        </SteadyButton>
      ) : (
        <Text size="sm" c="dimmed" tabIndex={-1} data-home>
          {t.common.end}
        </Text>
      )}
    </Group>
  );
}
