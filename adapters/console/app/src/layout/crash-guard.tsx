import { Alert, Button, Container, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
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
      <Alert color="danger" title={t.app.crashed} role="alert">
        <Text mb="md">{t.app.crashedHint}</Text>
        <Button onClick={() => window.location.reload()}>{t.app.reload}</Button>
      </Alert>
    </Container>
  );
}
