import { List, Stack, Text } from '@mantine/core';
import { Note } from '../parts/note.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './suppressions.module.css';
import type { Totals } from './use-import.ts';

/** What a file holds, counted, and what of it cannot be used. */
export function ImportResult({ totals }: { readonly totals: Totals }) {
  const { importing: words } = useStrings().suppressions;
  const dates = useDates();
  const counted = (name: 'added' | 'known' | 'wrong') =>
    words[name](totals[name], dates.number(totals[name]));
  const more = totals.wrong - totals.problems.length;
  return (
    <Stack gap="sm">
      <List size="sm">
        <List.Item>{words.found(totals.rows, dates.number(totals.rows))}</List.Item>
        <List.Item>{counted('added')}</List.Item>
        <List.Item>{counted('known')}</List.Item>
        {totals.wrong > 0 ? <List.Item>{counted('wrong')}</List.Item> : null}
      </List>
      {totals.wrong > 0 ? (
        <Note kind="warning" title={words.problems}>
          <ul className={classes.problems}>
            {totals.problems.map(({ row, code }) => (
              <li key={`${row} ${code}`}>{words.problem(row, faultOf(words.faults, code))}</li>
            ))}
          </ul>
          {more > 0 ? <Text size="sm">{words.more(more, dates.number(more))}</Text> : null}
        </Note>
      ) : null}
    </Stack>
  );
}

/** One that only the server knows stands by its own name. */
function faultOf(faults: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(faults, code) ? (faults[code] ?? code) : code;
}
