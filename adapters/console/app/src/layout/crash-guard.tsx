import { Button, Container } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Note } from '../parts/note.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly children: ReactNode;
}

/** A bug in the frame itself says so in place of an empty window. */
export class CrashGuard extends Component<Props, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? (
      <main>
        <Crashed />
      </main>
    ) : (
      this.props.children
    );
  }
}

/** In place of what has a bug. */
export function Crashed() {
  const t = useStrings();
  return (
    <Container size="sm" py="xl">
      <Note
        kind="error"
        title={t.app.crashed}
        alert
        action={
          <Button size="xs" variant="default" onClick={() => window.location.reload()}>
            {t.app.reload}
          </Button>
        }
      >
        {t.app.crashedHint}
      </Note>
    </Container>
  );
}
