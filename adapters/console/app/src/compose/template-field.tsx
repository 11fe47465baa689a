import { NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { Template } from '../../../src/contract.ts';
import type { FieldErrors } from '../parts/field-errors.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './compose.module.css';

interface Props {
  readonly hint: string;
  readonly templates: readonly Template[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Picks the template that fills the form. */
export function TemplateField({ hint, templates, value, onChange }: Props) {
  const t = useStrings();
  if (templates.length === 0) return null;
  return (
    <NativeSelect
      label={t.compose.template}
      description={hint}
      value={value ?? ''}
      data={[
        { value: '', label: t.compose.templateNone },
        ...templates.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}

interface VariablesProps {
  readonly variables: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
  readonly legend: string;
  readonly onChange: (name: string, value: string) => void;
}

/** A field for each of a template's variables. */
export function VariableFields({ variables, values, errors, legend, onChange }: VariablesProps) {
  if (variables.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <Text component="legend" size="sm" fw={600} mb="xs">
        {legend}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {variables.map((name) => (
          <TextInput
            key={name}
            label={shown(name)}
            value={Object.hasOwn(values, name) ? values[name] : ''}
            error={errors[`data.${name}`]}
            onChange={({ currentTarget }) => onChange(name, currentTarget.value)}
          />
        ))}
      </SimpleGrid>
    </fieldset>
  );
}
