import { Container, DirectionProvider, MantineProvider } from '@mantine/core';
import { ErrorNote } from '../parts/error-note.tsx';
import { type Strings, StringsProvider } from '../strings/strings.tsx';
import { cssVariables, theme } from '../theme.ts';

interface Props {
  readonly error: unknown;
  readonly strings: Strings;
  readonly nonce: string;
  readonly onRetry: () => void;
}

/** In place of the console, where there is no session: signed out, not allowed, no connection. */
export function Failed({ error, strings, nonce, onRetry }: Props) {
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={cssVariables}
        getStyleNonce={() => nonce}
      >
        <StringsProvider value={strings}>
          <Container size="xs" py="xl" component="main">
            <ErrorNote error={error} onRetry={onRetry} />
          </Container>
        </StringsProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
