import { Button, Group } from '@mantine/core';
import { type Ref, useId } from 'react';
import { Note } from '../parts/note.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { useShownField } from './shown-field.ts';
import { differencesOf, keyOf, type TemplateForm } from './template-form.ts';
import classes from './templates.module.css';

interface Props {
  /** Takes the focus when somebody wants to save. */
  readonly ref: Ref<HTMLElement>;
  readonly mine: TemplateForm;
  readonly theirs: TemplateForm;
  /** When theirs was saved. */
  readonly at: string;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

/** Two versions of a template, where they differ, and which of them to go on with. */
export function VersionChoice({ ref, mine, theirs, at, onKeep, onTake }: Props) {
  const t = useStrings();
  const dates = useDates();
  const id = useId();
  const shown = useShownField();
  return (
    <section ref={ref} tabIndex={-1} aria-label={t.versions.changed} className={classes.versions}>
      <Note kind="warning" title={t.versions.changed} alert>
        {t.versions.changedHint}
      </Note>
      {differencesOf(mine, theirs).map((field) => (
        <section key={keyOf(field)} aria-labelledby={`${id}-${keyOf(field)}`} className={classes.difference}>
          <p id={`${id}-${keyOf(field)}`} className={classes.field}>
            {shown.title(field)}
          </p>
          <Version title={t.versions.mine} text={shown.value(mine, field)} />
          <Version title={t.versions.theirs(dates.short(at))} text={shown.value(theirs, field)} />
        </section>
      ))}
      <Group gap="sm">
        <Button onClick={onKeep}>{t.versions.keepMine}</Button>
        <Button variant="default" onClick={onTake}>
          {t.versions.takeTheirs}
        </Button>
      </Group>
    </section>
  );
}

function Version({ title, text }: { readonly title: string; readonly text: string }) {
  const t = useStrings();
  return (
    <figure className={classes.version}>
      <figcaption>{title}</figcaption>
      {text === '' ? <p className={classes.nothing}>{t.versions.nothing}</p> : <pre>{text}</pre>}
    </figure>
  );
}
