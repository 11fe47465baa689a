/** What cannot be reached, or refuses the credentials, is better known at once than by the first message. */
export async function naming<T>(setting: string, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (cause) {
    throw new Error(`${setting}: ${sentenceOf(cause)}`, { cause });
  }
}

/** Says which setting chooses the port that is taken. */
export async function namingPort<T>(setting: string, port: number, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken by another program: choose one with ${setting}=…`, { cause });
    if (code === 'EACCES')
      throw new Error(`Port ${port} needs more rights: choose one above 1023 with ${setting}=…`, { cause });
    throw cause;
  }
}

/** Node's error for a name with several addresses, none of which answers, has a code only. */
function sentenceOf(error: unknown): string {
  return (error instanceof Error && error.message) || String(codeOf(error) ?? 'no answer');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
