import { Breakable } from './breakable.tsx';

interface Addressed {
  /** As it is stored: what goes back to the server and onto the clipboard. */
  readonly address: string;
  readonly readableAddress?: string | undefined;
}

/** An address as it is to be shown. */
export function shownAddress({ address, readableAddress }: Addressed): string {
  return readableAddress ?? address;
}

/** An address as it is to be shown, where that is not what is stored with this as its title. */
export function Address({ of }: { readonly of: Addressed }) {
  const { address, readableAddress } = of;
  if (readableAddress === undefined) return <Breakable text={address} />;
  return (
    <span title={address}>
      <Breakable text={readableAddress} />
    </span>
  );
}
