import { Button } from '@mantine/core';
import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import type { Target } from '../api/consumers.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { channelFacts } from '../state/channels.ts';
import { useStrings } from '../strings/strings.tsx';
import type { Draft } from './draft.ts';
import { ManyField } from './many/many-field.tsx';
import type { Several } from './many/use-several.ts';
import { RecipientField } from './recipient-field.tsx';
import { SuppressedNote } from './suppressed-note.tsx';
import type { RecipientSearch } from './use-recipient.ts';

interface Props {
  readonly channel: Channel;
  readonly draft: Draft;
  readonly template: Template | undefined;
  readonly search: RecipientSearch;
  readonly several: Several;
  readonly error: string | undefined;
  readonly onChange: (to: Target | undefined) => void;
}

/** Whom it goes to: one, or several. */
export function RecipientPart({ channel, draft, template, search, several, error, onChange }: Props) {
  const t = useStrings();
  const { choosesOptOuts } = channelFacts[channel];
  const place = useKeptFocus<HTMLDivElement>(several.isSeveral);
  return (
    <div ref={place}>
      {several.isSeveral ? (
        <ManyField
          channel={channel}
          search={search}
          people={several.people}
          variables={template?.variables ?? []}
          error={error}
          onChange={several.put}
          onOne={several.toOne}
        />
      ) : (
        <>
          <RecipientField
            channel={channel}
            search={search}
            value={draft.to}
            error={error}
            onChange={onChange}
          />
          {draft.to ? (
            <SuppressedNote
              channel={channel}
              address={draft.to.address}
              topic={draft.topic ?? template?.topic}
              essential={choosesOptOuts && draft.optOuts === 'essential'}
            />
          ) : null}
          <Button mt={6} size="xs" variant="subtle" onClick={several.toSeveral}>
            {t.many.several}
          </Button>
        </>
      )}
    </div>
  );
}
