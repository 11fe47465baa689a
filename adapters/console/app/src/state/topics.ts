import { useLanguage } from '../strings/strings.tsx';
import { useConsole } from './console.tsx';

/** The service's topics, named in the language of the pages, where they are. */
export function useTopics(): readonly { readonly id: string; readonly name: string }[] {
  const { topics } = useConsole().session;
  const { language } = useLanguage();
  return topics.map(({ id, name }) => {
    if (typeof name === 'string') return { id, name };
    return { id, name: name[language] ?? name.en ?? Object.values(name)[0] ?? id };
  });
}

/** Names a topic; one that the service has no more by its id, and none not at all. */
export function useTopicName(): (id: string | undefined) => string | undefined {
  const topics = useTopics();
  return (id) => (id === undefined ? undefined : (topics.find((topic) => topic.id === id)?.name ?? id));
}
