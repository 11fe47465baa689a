import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { EmailSenderState } from '../../../src/contract.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { usePermissions } from '../state/console.tsx';
import { AddressForm } from './address-form.tsx';
import { CodeStep } from './code-step.tsx';
import { DomainStep } from './domain-step.tsx';
import { OnlyLooking } from './only-looking.tsx';
import { ProviderStep } from './provider-step.tsx';
import { SenderSummary } from './sender-summary.tsx';
import { SignaturePanel } from './signature-panel.tsx';
import { Steps } from './steps.tsx';

/** The set-up as one flow: name and address, the code, the domain. It goes on where it was left. */
export function EmailSetUp({ sender }: { readonly sender: EmailSenderState | undefined }) {
  const { manage } = usePermissions();
  const [changing, setChanging] = useState(false);
  const step = !sender || changing ? 0 : sender.addressValidated ? (sender.domainValidated ? 3 : 2) : 1;
  // Whoever changed the name, or did not, is back where they began; a new address leads to its code.
  const summary = useKeptFocus<HTMLDivElement>(changing);
  const flow = useKeptFocus<HTMLDivElement>(step);
  return (
    <>
      <Steps current={step} />
      {manage ? null : <OnlyLooking />}
      <Stack gap="lg" ref={flow}>
        {step === 0 && manage ? (
          <AddressForm
            sender={changing ? sender : undefined}
            onSaved={() => setChanging(false)}
            onCancel={changing ? () => setChanging(false) : undefined}
          />
        ) : null}
        {step === 1 && sender && manage ? (
          <AddressStep sender={sender} onChangeAddress={() => setChanging(true)} />
        ) : null}
        {step >= 2 && sender ? <DomainStep sender={sender} /> : null}
        {step >= 2 && sender && manage
          ? sender.transports
              .slice(1)
              .filter(({ addressValidated }) => !addressValidated)
              .map((standing) => (
                <ProviderStep key={standing.transport} sender={sender} standing={standing} />
              ))
          : null}
        {sender && !changing ? (
          <div ref={step >= 2 ? summary : undefined}>
            <SenderSummary sender={sender} onChange={() => setChanging(true)} />
          </div>
        ) : null}
        {sender && !changing ? <SignaturePanel of={sender.key} /> : null}
      </Stack>
    </>
  );
}

/** Step 2, with the provider that makes the sender ready. */
function AddressStep(props: { readonly sender: EmailSenderState; readonly onChangeAddress: () => void }) {
  const [first] = props.sender.transports;
  if (!first || first.codeSentBy === 'us') return <CodeStep {...props} />;
  return <ProviderStep standing={first} {...props} />;
}
