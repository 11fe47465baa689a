import { Box } from '@mantine/core';
import { Choice } from '../parts/choice.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly value: 'desk' | 'phone';
  readonly onChange: (value: 'desk' | 'phone') => void;
}

/** How wide a formatted mail is looked at. */
export function ScreenChoice({ value, onChange }: Props) {
  const t = useStrings();
  return (
    <Box mb="sm">
      <Choice
        label={t.templates.screen}
        value={value}
        options={[
          { value: 'desk', label: t.templates.desk },
          { value: 'phone', label: t.templates.phone },
        ]}
        onChange={onChange}
      />
    </Box>
  );
}
