import { Button, Container } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Note } from '../parts/note.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly children: ReactNode;
}

/** A page with a bug says so in place of an empty window. */
export class CrashGuard extends Component<Props, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const t = useStrings();
  return (
    <Container size="sm" py="xl" component="main">
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
