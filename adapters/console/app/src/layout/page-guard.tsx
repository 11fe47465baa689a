import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useLive } from '../api/live.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Note } from '../parts/note.tsx';
import { Page } from '../parts/page.tsx';
import { useStrings } from '../strings/strings.tsx';
import { Crashed } from './crash-guard.tsx';
import { allowReload, forgetFailures, PageNotLoaded } from './loaded-page.tsx';

/** What happens to one page stays within the frame: the menu and Back work, and another page begins anew. */
export function PageGuard({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  return <Guard path={path}>{children}</Guard>;
}

interface Props {
  readonly path: string;
  readonly children: ReactNode;
}

class Guard extends Component<Props, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate({ path }: Props) {
    if (path !== this.props.path && this.state.error !== undefined) this.#again();
  }

  #again = () => {
    forgetFailures();
    this.setState({ error: undefined });
  };

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return error instanceof PageNotLoaded ? <NotLoaded error={error} onRetry={this.#again} /> : <Crashed />;
  }
}

function NotLoaded({ error, onRetry }: { readonly error: PageNotLoaded; readonly onRetry: () => void }) {
  const t = useStrings();
  // The server is back.
  useLive(({ kind }) => {
    if (kind === 'hello') onRetry();
  });
  const retry = () => {
    allowReload();
    onRetry();
  };
  return (
    <Page title={t.app.notLoaded}>
      {error.cause === undefined ? (
        <Note
          kind="error"
          alert
          action={
            <Button size="xs" variant="default" onClick={retry}>
              {t.common.tryAgain}
            </Button>
          }
        >
          {t.app.notLoadedHint}
        </Note>
      ) : (
        <ErrorNote error={error.cause} onRetry={retry} />
      )}
    </Page>
  );
}
