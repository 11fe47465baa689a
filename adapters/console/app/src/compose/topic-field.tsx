import { TopicSelect } from '../parts/topic-select.tsx';
import { useTopicName } from '../state/topics.ts';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly value: string | undefined;
  /** The template's. */
  readonly usual: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** What the message is about: what the template is, unless another is chosen. */
export function TopicField({ value, usual, error, onChange }: Props) {
  const t = useStrings();
  const ofTemplate = useTopicName()(usual);
  return (
    <TopicSelect
      label={t.topics.topic}
      description={t.topics.hint}
      value={value ?? ''}
      none={ofTemplate === undefined ? t.topics.none : t.topics.ofTemplate(ofTemplate)}
      error={error}
      mustExist
      onChange={(id) => onChange(id === '' ? undefined : id)}
    />
  );
}
