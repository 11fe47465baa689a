/**
 * Loads what is heavy when it is first asked for, and once: calls meanwhile and later are answered by the same. Reason: importing
 * this library is part of each start of a host, whatever it uses of it.
 */
export function lazily<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
